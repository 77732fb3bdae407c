-- The W3C trace context an event is sent with, at every sending the same; none for events from before it was kept.
alter table outbox add column traceparent text;
