-- Personal data: read for the owner and the secretariat alone, never told in an event.
create table practice_contact (
  reference text not null,
  round integer not null,
  contact jsonb,
  constraint pk_practice_contact primary key (reference, round),
  constraint fk_practice_contact_practice_round
    foreign key (reference, round) references practice_round on delete cascade
);
