-- What happens to a pledge once it is registered: its end dates (the first one promised first), both voices of
-- compliance, and what took its place. Who of its participants takes part, and what they were asked about.
alter table pledge
  add column submitted_form jsonb,
  add column consents jsonb not null default '{"byParticipant":{}}',
  add column deadlines jsonb,
  add column compliance jsonb not null
    default '{"headline":"not-started","selfReported":null,"assessed":null,"unverified":false}',
  add column last_report_number integer not null default 0,
  add column superseded_by text;
update pledge set submitted_form = form where submission > 0;
update pledge set deadlines = jsonb_build_object('all', jsonb_build_array(
    jsonb_build_object('since', registered_on, 'endsOn', first_ends_on)))
  where registered_on is not null;
alter table pledge
  drop column first_ends_on,
  drop column times_moved,
  alter column consents drop default,
  alter column compliance drop default,
  alter column last_report_number drop default,
  add constraint fk_pledge_superseded_by foreign key (superseded_by) references pledge,
  add constraint ck_pledge_superseded check ((registration = 'superseded') = (superseded_by is not null)),
  add constraint ck_pledge_registered check ((registration in ('registered', 'withdrawn', 'superseded')) =
    (registered_on is not null and deadlines is not null));

-- Progress reports: never changed, never deleted.
create table progress_report (
  reference text not null,
  number integer not null,
  received_on date not null,
  author text not null,
  content jsonb not null,
  constraint pk_progress_report primary key (reference, number),
  constraint fk_progress_report_pledge foreign key (reference) references pledge,
  constraint ck_progress_report_author check (author in ('entity', 'secretariat'))
);

-- Compliance cases whose decision a pledge has heard, whether or not a later one had come before.
create table heard_case (
  reference text not null,
  number integer not null,
  constraint pk_heard_case primary key (reference, number),
  constraint fk_heard_case_pledge foreign key (reference) references pledge
);
