-- What a focal point is told when a round comes back: for the owner and the secretariat alone.
create table practice_return (
  reference text not null,
  round integer not null,
  outcome text not null,
  decided_on date not null,
  comment text,
  criteria jsonb not null,
  constraint pk_practice_return primary key (reference, round),
  constraint fk_practice_return_practice_round
    foreign key (reference, round) references practice_round on delete cascade
);
