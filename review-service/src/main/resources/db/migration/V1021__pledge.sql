-- What the partner topic tells of registered pledges: the newest public state, and every progress report.
create table pledge (
  reference text not null,
  version bigint not null,
  registration text not null,
  submission integer not null,
  title text not null,
  owner text not null,
  demo boolean not null,
  content json not null,
  constraint pk_pledge primary key (reference)
);
-- A report is there once, whatever repeats it: what a closing report sets off happens with its first arrival alone.
create table progress_report (
  reference text not null,
  number integer not null,
  content json not null,
  constraint pk_progress_report primary key (reference, number),
  constraint fk_progress_report_pledge foreign key (reference) references pledge (reference),
  constraint ck_progress_report_number check (number >= 1)
);
