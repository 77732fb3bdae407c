-- The fulfilled pledge that a practice was made from, and by which of its requests.
alter table practice
  add column pledge text,
  add column pledge_request integer,
  add constraint uq_practice_pledge unique (pledge),
  add constraint ck_practice_pledge check ((pledge is null) = (pledge_request is null));

-- The newest request that was heard of each pledge: it outlives the draft, so that an old request makes no second one.
create table heard_request (
  pledge text not null,
  number integer not null,
  constraint pk_heard_request primary key (pledge),
  constraint ck_heard_request_number check (number > 0)
);
