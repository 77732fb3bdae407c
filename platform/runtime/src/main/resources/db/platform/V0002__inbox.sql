-- Which events have been applied, written in the transaction that applied them.
create table inbox (
  consumer text not null,
  event_id uuid not null,
  received_at timestamptz not null default now(),
  constraint pk_inbox primary key (consumer, event_id)
);
create index ix_inbox_received_at on inbox (received_at);

-- Dead letters that an admin has had applied again.
create table redriven (
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  redriven_at timestamptz not null default now(),
  constraint pk_redriven primary key (topic, partition, "offset")
);
