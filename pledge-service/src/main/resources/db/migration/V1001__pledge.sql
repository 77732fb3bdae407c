create sequence pledge_number;

-- form holds what the pledge says, without names and addresses of persons: those stand in pledge_persons.
create table pledge (
  reference text not null,
  number bigint not null,
  version bigint not null,
  owner text not null,
  owner_key text not null,
  recorded_by uuid,
  registration text not null,
  submission integer not null,
  form jsonb not null,
  last_goal_number integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_on date,
  registered_on date,
  first_ends_on date,
  times_moved integer not null,
  demo boolean not null,
  constraint pk_pledge primary key (reference),
  constraint uq_pledge_number unique (number),
  constraint ck_pledge_registration check (registration in
    ('draft', 'submitted', 'returned', 'rejected', 'registered', 'withdrawn', 'superseded'))
);
create index ix_pledge_owner_key on pledge (owner_key, number);
create index ix_pledge_submitted on pledge (number) where registration = 'submitted';
