-- The practice that is made from a pledge once it is fulfilled, and whether everyone may know of it.
alter table pledge add column practice_link jsonb not null default '{"request":0,"state":"free","practice":null}';
alter table pledge alter column practice_link drop default;
