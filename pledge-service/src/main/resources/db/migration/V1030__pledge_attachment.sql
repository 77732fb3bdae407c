-- The one file of a pledge: what it is called and holds. Its id alone refers to the store, so that no pledge names a
-- file that the store may remove.
alter table pledge
  add column attachment jsonb,
  add column attachment_id uuid generated always as ((attachment ->> 'id')::uuid) stored,
  add constraint uq_pledge_attachment_id unique (attachment_id),
  add constraint fk_pledge_attachment_file foreign key (attachment_id) references file (id),
  add constraint ck_pledge_attachment_id check ((attachment is null) = (attachment_id is null));
