-- What a focal point is told when a submission comes back: for the owner and the secretariat alone.
create table pledge_return (
  reference text not null,
  submission integer not null,
  outcome text not null,
  decided_on date not null,
  comment text,
  criteria jsonb not null,
  constraint pk_pledge_return primary key (reference, submission),
  constraint fk_pledge_return_pledge foreign key (reference) references pledge on delete cascade
);
