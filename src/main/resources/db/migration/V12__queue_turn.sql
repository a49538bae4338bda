-- Owners take turns: of equal priority, the job with the smallest turn goes first. The version before goes on beside this one:
-- jobs that it enters have turn 0, and its claims order the few rows that wait by themselves.

create table queue_share (
    owner text primary key,
    weight double precision not null default 1 check (weight > 0 and weight <= 1000),
    max_running integer check (max_running > 0)
);
comment on table queue_share is 'Owners whose share of the queue is not the usual one: weight 1 and no limit.';
comment on column queue_share.owner is 'The tenant.';
comment on column queue_share.weight is 'How many turns it has while an owner of weight 1 has one.';
comment on column queue_share.max_running is 'How many of its jobs may run at once; null for as many as there are slots.';

alter table job add column turn double precision not null default 0;
comment on column job.turn is 'When it is its turn among waiting jobs of its priority: one over its owner''s weight after the owner''s job before it.';

create index job_turn on job (priority desc, turn, created_at, id) where state = 'queued';
create index job_turn_by_owner on job (owner, priority, turn) where state = 'queued';
create index job_succeeded on job (finished_at) where state = 'succeeded';
drop index job_queue;
