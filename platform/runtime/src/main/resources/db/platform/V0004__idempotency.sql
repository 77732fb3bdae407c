-- Committed answers to requests that carried an Idempotency-Key, kept for 24 hours. No body is kept.
create table idempotency (
  account text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  status integer not null,
  reference text not null,
  version bigint not null,
  created_at timestamptz not null default now(),
  constraint pk_idempotency primary key (account, route, key)
);
create index ix_idempotency_created_at on idempotency (created_at);
