-- Who may do what only one instance may do at a time. Times are the database's.
create table lease (
  name text not null,
  holder uuid not null,
  expires_at timestamptz not null,
  constraint pk_lease primary key (name)
);
