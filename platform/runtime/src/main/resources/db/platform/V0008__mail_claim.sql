-- Mails that are due, sent, not needed after all, or given up. Written in the transaction of the change that makes them
-- due; once for each subject, kind, occasion and recipient, for ever. No address and no text: they are looked up when
-- the mail is sent. The recipient is a role or an id.
create table mail_claim (
  id uuid not null default gen_random_uuid(),
  subject text not null,
  kind text not null,
  occasion text not null,
  recipient text not null,
  state text not null default 'due',
  created_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  holder uuid,
  held_until timestamptz,
  attempts integer not null default 0,
  settled_at timestamptz,
  note text,
  constraint pk_mail_claim primary key (id),
  constraint uq_mail_claim unique (subject, kind, occasion, recipient),
  constraint ck_mail_claim_state check (state in ('due', 'sent', 'dropped', 'parked')),
  constraint ck_mail_claim_settled check ((state = 'due') = (settled_at is null)),
  constraint ck_mail_claim_held check ((holder is null) = (held_until is null))
);
create index ix_mail_claim_due on mail_claim (next_try_at) where state = 'due';
create index ix_mail_claim_parked on mail_claim (settled_at) where state = 'parked';
