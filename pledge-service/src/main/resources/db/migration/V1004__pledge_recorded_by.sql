-- The secretariat's work list of what it recorded.
create index ix_pledge_recorded_by on pledge (number) where recorded_by is not null;
