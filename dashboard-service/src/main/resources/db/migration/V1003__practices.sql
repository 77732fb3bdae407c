-- Newest public state of a practice: its latest edition.
create table practice (
  generation integer not null,
  reference text not null,
  version bigint not null,
  state_code text not null,
  type text not null,
  implementer_kind text not null,
  scope text not null,
  published_on date not null,
  year integer not null,
  title_key text collate "C" not null,
  pledge text,
  objectives integer[] not null,
  principles text[] not null,
  sdgs text[] not null,
  countries text[] not null,
  regions text[] not null,
  state jsonb not null,
  constraint pk_practice primary key (generation, reference)
);
create index ix_practice_newest on practice (generation, state_code, published_on desc, reference desc);
create index ix_practice_title on practice (generation, state_code, title_key, reference);
create index ix_practice_pledge on practice (generation, pledge) where pledge is not null;
