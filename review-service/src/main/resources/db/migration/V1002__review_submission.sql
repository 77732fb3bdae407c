-- What was submitted, as it came (json keeps the order of the form): read only by those who may see a case's content.
create table review_submission (
  case_id uuid not null,
  content json not null,
  constraint pk_review_submission primary key (case_id),
  constraint fk_review_submission_case foreign key (case_id) references review_case (id)
);
