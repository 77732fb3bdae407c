-- A case of compliance is about a registered pledge, not about a submission of it: a pledge has one after another,
-- and they end with a verdict.
alter table review_case
  add column opened_by text not null default 'submission',
  add column verdict text,
  drop constraint ck_review_case_purpose,
  drop constraint ck_review_case_decided,
  drop constraint uq_review_case_submission,
  drop constraint uq_review_case_number,
  add constraint ck_review_case_purpose check (purpose in ('screening', 'peer-review', 'compliance')),
  add constraint ck_review_case_opened_by check (
    opened_by in ('submission', 'secretariat', 'closing-report')
    and (purpose = 'compliance') = (opened_by <> 'submission')),
  add constraint ck_review_case_decided check (
    (state = 'decided') = (num_nonnulls(outcome, verdict) = 1) and (state = 'decided') = (criteria is not null)),
  add constraint ck_review_case_verdict check (
    (verdict is null or purpose = 'compliance') and (outcome is null or purpose <> 'compliance')),
  -- Decisions on compliance are ordered by it: it counts the cases of one purpose.
  add constraint uq_review_case_number unique (reference, purpose, number);
alter table review_case alter column opened_by drop default;
create unique index uq_review_case_submission on review_case (purpose, reference, submission)
  where purpose <> 'compliance';
