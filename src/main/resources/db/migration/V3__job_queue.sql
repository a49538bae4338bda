-- Jobs, their queue and their event log, and the workers that run them.
-- Documents that are only passed on are json, which keeps the order of fields and every digit; jsonb where SQL looks inside.

create table worker (
    id text primary key,
    host text not null,
    version text not null,
    slots integer not null,
    labels text[] not null,
    device json not null,
    gpus integer not null,
    free_memory bigint not null,
    lock_key bigint not null unique,
    started_at timestamptz not null default clock_timestamp(),
    heartbeat_at timestamptz not null default clock_timestamp()
);
comment on table worker is 'A process that runs jobs; the row outlives the process for an hour.';
comment on column worker.id is 'wrk_ and a ULID, made anew by each start of a process.';
comment on column worker.host is 'Name of the machine or pod, for people.';
comment on column worker.version is 'Version of Trainyard that the process runs.';
comment on column worker.slots is 'How many jobs it runs at once.';
comment on column worker.labels is 'What it offers; a job goes only to a worker that has all the labels it asks for.';
comment on column worker.device is 'What it computes on and what it found out about it, as shown to users.';
comment on column worker.gpus is 'How many GPUs it can really use; a job that asks for a GPU goes only where there are some.';
comment on column worker.free_memory is 'Bytes of memory that were free at the last heartbeat.';
comment on column worker.lock_key is 'Key of the session advisory lock that the process holds while it lives.';
comment on column worker.started_at is 'When the process entered itself.';
comment on column worker.heartbeat_at is 'When it last said, as it does every second, that it lives.';

create table job (
    id text collate "C" primary key,
    owner text not null default 'default',
    name text not null,
    model text not null,
    dataset_id text not null,
    retry_of text,
    spec json not null,
    resolved json not null,
    priority integer not null,
    device text not null check (device in ('auto', 'cpu', 'gpu')),
    labels text[] not null,
    max_attempts integer not null check (max_attempts > 0),
    keep_checkpoints integer not null check (keep_checkpoints > 0),
    state text not null default 'queued' check (state in
        ('queued', 'running', 'pausing', 'paused', 'cancelling', 'cancelled', 'succeeded', 'failed')),
    phase text check (phase in ('preparing', 'training', 'evaluating', 'publishing')),
    stop_request text check (stop_request in ('cancel', 'finish', 'pause')),
    attempt integer not null default 0,
    lost_attempts integer not null default 0,
    worker text,
    lease_until timestamptz,
    heartbeat_at timestamptz,
    available_at timestamptz not null default clock_timestamp(),
    progress jsonb not null,
    latest jsonb not null default '{}',
    engine text,
    threads integer,
    stop_reason text,
    failure json,
    result_model text,
    result_version integer,
    evaluation json,
    provenance json,
    log_sha256 text,
    created_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    last_seq bigint not null default 0,
    constraint claimed check ((state in ('running', 'pausing', 'cancelling')) = (worker is not null)),
    constraint leased check ((worker is null) = (lease_until is null))
);
comment on table job is 'A training job: the row users see, and the queue. Every write of a running job names its attempt and worker.';
comment on column job.id is 'job_ and a ULID, so that ids sort by time.';
comment on column job.owner is 'The tenant whose job it is.';
comment on column job.name is 'What its owner calls it; need not be unique.';
comment on column job.model is 'The model that a success becomes a version of.';
comment on column job.dataset_id is 'The data set it trains on.';
comment on column job.retry_of is 'The job that this one tries again.';
comment on column job.spec is 'The request, with defaults filled in where they do not depend on data; remedies are patches of it.';
comment on column job.resolved is 'The job with nothing left open; never changes.';
comment on column job.priority is 'Higher goes first.';
comment on column job.device is 'The device it asks for.';
comment on column job.labels is 'What a worker must offer to run it.';
comment on column job.max_attempts is 'How many attempts may be lost without a new checkpoint before the job fails.';
comment on column job.keep_checkpoints is 'How many of its last checkpoints are kept.';
comment on column job.state is 'Where it is in its life; changed only together with a row of job_transition and an event.';
comment on column job.phase is 'What a running job is doing; null otherwise.';
comment on column job.stop_request is 'What its owner asked for and the worker has yet to do.';
comment on column job.attempt is 'How often it was claimed: the fencing number, which only grows.';
comment on column job.lost_attempts is 'How many attempts were lost without a new checkpoint.';
comment on column job.worker is 'The worker that has it; null unless it is running, pausing or cancelling.';
comment on column job.lease_until is 'Until when the worker has it without another heartbeat; by this server''s clock.';
comment on column job.heartbeat_at is 'When the worker last said that it is at it.';
comment on column job.available_at is 'It is not claimed before.';
comment on column job.progress is 'Epoch, iteration and share of the whole, as last reported.';
comment on column job.latest is 'The last finite or null value of every series, by its name.';
comment on column job.engine is 'What trained it.';
comment on column job.threads is 'With how many threads.';
comment on column job.stop_reason is 'Why training ended, when it succeeded.';
comment on column job.failure is 'Why it failed, and what may cure it.';
comment on column job.result_model is 'The model it published a version of.';
comment on column job.result_version is 'The version it published.';
comment on column job.evaluation is 'The metrics of the published version, by name.';
comment on column job.provenance is 'Where the published version came from.';
comment on column job.log_sha256 is 'The trainer''s log in the object store, kept when the last attempt ended.';
comment on column job.created_at is 'When it was accepted.';
comment on column job.started_at is 'When it was first claimed.';
comment on column job.finished_at is 'When it reached a state it never leaves.';
comment on column job.last_seq is 'Number of its last event; given out under the lock of this row.';

create index job_queue on job (priority desc, created_at, id) where state = 'queued';
create index job_running on job (worker) where worker is not null;
create index job_by_model on job (model, id);
create index job_by_dataset on job (dataset_id);

create table job_event (
    job_id text collate "C" not null references job on delete cascade,
    seq bigint not null,
    type text not null check (type in ('state', 'metrics', 'log', 'sample', 'warning', 'end')),
    at timestamptz not null default clock_timestamp(),
    data json not null,
    primary key (job_id, seq)
);
comment on table job_event is 'What happened to a job, in order; read as a list and as a stream.';
comment on column job_event.job_id is 'The job.';
comment on column job_event.seq is 'Rises by one for each job.';
comment on column job_event.type is 'Kind of event; end is the last.';
comment on column job_event.at is 'When it was entered; by this server''s clock.';
comment on column job_event.data is 'The event''s own fields.';

create table job_transition (
    job_id text collate "C" not null references job on delete cascade,
    seq bigint not null,
    state text not null,
    at timestamptz not null default clock_timestamp(),
    attempt integer,
    worker text,
    reason text,
    primary key (job_id, seq)
);
comment on table job_transition is 'Every state a job was in; stays when old events are swept.';
comment on column job_transition.job_id is 'The job.';
comment on column job_transition.seq is 'Number of the event that told of it.';
comment on column job_transition.state is 'The state it came into.';
comment on column job_transition.at is 'When; by this server''s clock.';
comment on column job_transition.attempt is 'The attempt that began or ended, if any.';
comment on column job_transition.worker is 'The worker of that attempt.';
comment on column job_transition.reason is 'In words, when it is not the ordinary course.';

create table job_checkpoint (
    job_id text collate "C" not null references job on delete cascade,
    n integer not null,
    attempt integer not null,
    epoch integer not null,
    iteration bigint not null,
    digest text not null,
    bytes bigint not null,
    metrics json not null,
    at timestamptz not null default clock_timestamp(),
    primary key (job_id, n)
);
comment on table job_checkpoint is 'Where a job can go on from; the last few are kept.';
comment on column job_checkpoint.job_id is 'The job.';
comment on column job_checkpoint.n is 'Counts the job''s checkpoints, from 1.';
comment on column job_checkpoint.attempt is 'The attempt that wrote it.';
comment on column job_checkpoint.epoch is 'Finished epochs.';
comment on column job_checkpoint.iteration is 'Updates so far.';
comment on column job_checkpoint.digest is 'SHA-256 of its bytes, which is its key in the object store.';
comment on column job_checkpoint.bytes is 'Its length.';
comment on column job_checkpoint.metrics is 'The series'' values at that point, by name.';
comment on column job_checkpoint.at is 'When it was complete in the store.';

create index job_checkpoint_by_digest on job_checkpoint (digest);
