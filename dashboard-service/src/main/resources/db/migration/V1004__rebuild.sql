-- A new generation built beside the live one. Who advances it locks its row first.
create table rebuild (
  id uuid not null,
  generation integer generated always as identity (start with 2),
  cause text not null,
  forced boolean not null,
  state text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  events_done bigint not null default 0,
  events_total bigint,
  missing_subjects bigint,
  constraint pk_rebuild primary key (id),
  constraint uq_rebuild_generation unique (generation),
  constraint ck_rebuild_state check (state in ('waiting', 'reading', 'lacking', 'swapped'))
);
-- One at a time.
create unique index uq_rebuild_running on rebuild ((true)) where state <> 'swapped';
