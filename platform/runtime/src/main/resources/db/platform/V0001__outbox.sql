-- The outbox is the service's event log: a row is written in the transaction of the change it tells of,
-- marked when the broker has acknowledged it, and kept.
create table outbox (
  position bigint generated always as identity,
  id uuid not null,
  topic text not null,
  key text not null,
  subject text not null,
  sequence bigint not null,
  type text not null,
  time timestamptz not null,
  value json not null,
  sent_at timestamptz,
  partition integer,
  "offset" bigint,
  attempts integer not null default 0,
  next_try_at timestamptz not null default now(),
  parked_at timestamptz,
  last_error text,
  constraint pk_outbox primary key (position),
  constraint uq_outbox_id unique (id),
  constraint uq_outbox_topic_subject_sequence unique (topic, subject, sequence)
);

-- What the relay looks for: the oldest unsent rows, and whether a row's subject has an earlier one unsent.
create index ix_outbox_unsent on outbox (position) where sent_at is null;
create index ix_outbox_unsent_subject on outbox (topic, subject, sequence) where sent_at is null;
-- History and the way of one subject.
create index ix_outbox_key on outbox (key, position);
