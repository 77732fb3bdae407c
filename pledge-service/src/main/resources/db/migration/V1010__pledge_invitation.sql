-- Who may answer for a participant of a joint pledge: the account that acts for this entity, or has this address. Names
-- as compared, addresses in small letters. Written anew at each submission; personal data, in a table of its own.
create table pledge_invitation (
  number bigint not null generated always as identity,
  reference text not null,
  participant uuid not null,
  name_key text not null,
  email text,
  constraint pk_pledge_invitation primary key (number),
  constraint uq_pledge_invitation_participant unique (reference, participant),
  constraint fk_pledge_invitation_pledge foreign key (reference) references pledge on delete cascade
);
create index ix_pledge_invitation_name_key on pledge_invitation (name_key, number);
create index ix_pledge_invitation_email on pledge_invitation (email, number) where email is not null;
