-- One case is one submission of one subject, for one purpose.
create table review_case (
  id uuid not null,
  version bigint not null,
  purpose text not null,
  reference text not null,
  submission integer not null,
  number integer not null,
  state text not null,
  title text not null,
  owner text not null,
  recorded_by_secretariat boolean not null,
  recorded_by text,
  demo boolean not null,
  opened_at timestamptz not null,
  due_on date not null,
  closed_at timestamptz,
  outcome text,
  comment text,
  criteria jsonb,
  constraint pk_review_case primary key (id),
  constraint uq_review_case_submission unique (purpose, reference, submission),
  constraint uq_review_case_number unique (reference, number),
  constraint ck_review_case_purpose check (purpose in ('screening', 'peer-review')),
  constraint ck_review_case_state check (state in ('open', 'decided', 'cancelled')),
  constraint ck_review_case_submission check (submission >= 1),
  constraint ck_review_case_number check (number >= 1),
  constraint ck_review_case_closed check ((state = 'open') = (closed_at is null)),
  constraint ck_review_case_decided check (
    (state = 'decided') = (outcome is not null) and (state = 'decided') = (criteria is not null))
);
-- Only the newest submission of a subject is waiting for a decision.
create unique index uq_review_case_open on review_case (purpose, reference) where state = 'open';
create index ix_review_case_opened_at on review_case (opened_at, id);
