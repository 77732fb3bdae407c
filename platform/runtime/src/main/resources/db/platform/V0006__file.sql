-- Files of the store that somebody needs. What a file is called and holds stands with its owner, which refers to it
-- here; a file without a row is a leftover.
create table file (
  id uuid not null,
  stored_at timestamptz not null default now(),
  constraint pk_file primary key (id)
);
