-- Personal data: read for the owner and the secretariat alone, never told in an event.
create table pledge_persons (
  reference text not null,
  contact jsonb,
  second_contact jsonb,
  participant_emails jsonb not null,
  constraint pk_pledge_persons primary key (reference),
  constraint fk_pledge_persons_pledge foreign key (reference) references pledge on delete cascade
);
