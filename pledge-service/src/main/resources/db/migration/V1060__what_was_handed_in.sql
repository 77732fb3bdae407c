-- A participant that confirmed has confirmed the file, too: another one asks it anew.
alter table pledge add column submitted_attachment uuid;
update pledge set submitted_attachment = (attachment->>'id')::uuid where submission > 0 and attachment is not null;

-- Of every submission, accepted ones too: the focal point reads the comment.
alter table pledge_return rename to screening_answer;
alter table screening_answer rename constraint pk_pledge_return to pk_screening_answer;
alter table screening_answer rename constraint fk_pledge_return_pledge to fk_screening_answer_pledge;
