-- What jobs leave behind is kept for a while.

create table housekeeping (
    what       text primary key,
    done_until timestamptz not null
);
comment on table housekeeping is 'How far what jobs left behind has been cleared away; jobs go by the time of their end.';
comment on column housekeeping.what is 'What is cleared away.';
comment on column housekeeping.done_until is 'Of jobs that ended by then it has been cleared away; by this server''s clock.';

create index job_ended on job (finished_at) where finished_at is not null;
