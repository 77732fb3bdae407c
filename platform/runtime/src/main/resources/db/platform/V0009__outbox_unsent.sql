-- What the relay looks for next, in the order of the log. Without the parked ones, so that nobody who looks for the oldest
-- unsent event of a subject (parked or not) can be led to read this index from end to end: while statistics say that
-- nothing is unsent, it looked as good as the one by subject.
drop index ix_outbox_unsent;
create index ix_outbox_unsent on outbox (position) where sent_at is null and parked_at is null;
