-- What a practice says in each of its rounds, without the contact person; an approved round is an edition.
create table practice_round (
  reference text not null,
  round integer not null,
  state text not null,
  form jsonb not null,
  submitted_on date,
  edition integer,
  published_on date,
  constraint pk_practice_round primary key (reference, round),
  constraint uq_practice_round_edition unique (reference, edition),
  constraint fk_practice_round_practice foreign key (reference) references practice on delete cascade,
  constraint ck_practice_round_state check (state in ('draft', 'submitted', 'approved', 'returned', 'rejected')),
  constraint ck_practice_round_edition check ((state = 'approved') = (edition is not null and published_on is not null))
);
