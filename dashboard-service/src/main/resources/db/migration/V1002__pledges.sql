-- Newest public state of a pledge: what is counted, filtered and sorted by stands in columns, the whole in state.
create table pledge (
  generation integer not null,
  reference text not null,
  version bigint not null,
  type text not null,
  registration text not null,
  headline text not null,
  self_reported_on date,
  participations integer not null,
  entity_kind text not null,
  scope text not null,
  registered_on date not null,
  year integer not null,
  ends_on date not null,
  title_key text collate "C" not null,
  joins text,
  objectives integer[] not null,
  principles text[] not null,
  sdgs text[] not null,
  natures text[] not null,
  countries text[] not null,
  -- those named and those of the countries, with all regions above
  regions text[] not null,
  state jsonb not null,
  constraint pk_pledge primary key (generation, reference)
);
create index ix_pledge_newest on pledge (generation, registration, registered_on desc, reference desc);
create index ix_pledge_title on pledge (generation, registration, title_key, reference);
create index ix_pledge_deadline on pledge (generation, registration, ends_on, reference);
create index ix_pledge_joins on pledge (generation, joins) where joins is not null;
