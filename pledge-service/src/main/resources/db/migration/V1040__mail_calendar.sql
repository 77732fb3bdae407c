-- What the calendar of mails looks for: pledges that are still to be kept, by the day they end and by the day they were
-- last heard of (the last progress report, before it the registration). Days as in the JSON, ISO 8601, which sorts as
-- text: a cast to a date depends on settings and could refuse what the form takes.
alter table pledge
  add column still_open boolean not null generated always as
    (registration = 'registered' and compliance ->> 'headline' not in ('fulfilled', 'not-fulfilled')) stored,
  add column ends_on text collate "C" generated always as (form ->> 'endsOn') stored,
  add column heard_on text collate "C" generated always as
    (coalesce(compliance #>> '{selfReported,receivedOn}', deadlines #>> '{all,0,since}')) stored;
create index ix_pledge_still_open_ends_on on pledge (ends_on, reference) where still_open;
create index ix_pledge_still_open_heard_on on pledge (heard_on, reference) where still_open;
