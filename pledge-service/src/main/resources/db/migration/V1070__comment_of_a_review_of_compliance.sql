-- What the reviewers had to say to the focal point, kept with the case it belongs to: for the owner and the secretariat
-- alone. Null without a comment, and for cases that were heard before it was kept.
alter table heard_case add column comment text;
