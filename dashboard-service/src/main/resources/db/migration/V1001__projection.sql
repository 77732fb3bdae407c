-- What readers see and who may write it. Every transaction that writes to the live generation locks this one row
-- first: it is the fence against a second writer, the order of changes, and the switch between generations.
create table live (
  only_row boolean not null default true,
  generation integer not null,
  change_number bigint not null,
  stopped text,
  constraint pk_live primary key (only_row),
  constraint ck_live_only_row check (only_row)
);
insert into live (generation, change_number) values (1, 0);

-- Where a generation goes on reading, with the identity of the topic: a topic made anew has another.
create table position (
  generation integer not null,
  topic text not null,
  partition integer not null,
  topic_id text not null,
  next_offset bigint not null,
  constraint pk_position primary key (generation, topic, partition)
);

-- Every version of every subject, whatever order they came in. State and what are what we understood of the event.
create table history (
  generation integer not null,
  subject text not null,
  version bigint not null,
  reference text not null,
  type text not null,
  occurred_at timestamptz not null,
  what jsonb not null,
  state jsonb not null,
  constraint pk_history primary key (generation, subject, version)
);
create index ix_history_reference on history (generation, reference, version);

-- What changed in what readers see, numbered in the order of the commits; kept for seven days.
create table change (
  number bigint not null,
  type text not null,
  reference text,
  subject text,
  version bigint,
  recorded_at timestamptz not null default now(),
  constraint pk_change primary key (number)
);
create index ix_change_recorded_at on change (recorded_at);
