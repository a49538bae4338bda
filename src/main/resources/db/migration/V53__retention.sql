-- What jobs leave behind is kept for a while.

alter table job add column events_kept text not null default 'all' check (events_kept in ('all', 'some', 'end'));
comment on column job.events_kept is 'What is left of its events, once it has ended: all; of many some; or the end alone.';

create index job_keeps on job (finished_at) where finished_at is not null and (events_kept <> 'end' or log_sha256 is not null);
