-- Who decided a case: for accountability inside the secretariat; in no view, no event, no log.
create table review_decider (
  case_id uuid not null,
  account text not null,
  decided_at timestamptz not null,
  constraint pk_review_decider primary key (case_id),
  constraint fk_review_decider_case foreign key (case_id) references review_case (id)
);
