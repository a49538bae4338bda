-- The trace that a job belongs to.
alter table job add column traceparent text;
comment on column job.traceparent is 'The request that made it, as W3C trace context says it; its worker''s log goes on under the same trace.';
