-- How quick a rebuild is, as whoever builds it measured since it took it up, and when it last said so.
alter table rebuild
  add column events_per_second double precision,
  add column measured_at timestamptz;
