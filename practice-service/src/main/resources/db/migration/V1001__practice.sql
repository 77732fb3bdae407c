create sequence practice_number;

-- A practice: where its newest round stands, and which round everyone sees.
create table practice (
  reference text not null,
  number bigint not null,
  version bigint not null,
  owner text not null,
  owner_key text not null,
  recorded_by uuid,
  state text not null,
  round integer not null,
  submission integer not null,
  settled_round integer not null,
  published_round integer not null,
  edition integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  demo boolean not null,
  constraint pk_practice primary key (reference),
  constraint uq_practice_number unique (number),
  constraint ck_practice_state check (state in ('draft', 'submitted', 'approved', 'returned', 'rejected'))
);
create index ix_practice_owner_key on practice (owner_key, number);
create index ix_practice_recorded_by on practice (number) where recorded_by is not null;
create index ix_practice_submitted on practice (number) where state = 'submitted';
