-- Data sets: uploaded bytes and what reading them gave. The bytes and the typed rows lie in the object store.
create table dataset (
    id           text collate "C" primary key,
    name         text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    kind         text        not null,
    state        text        not null check (state in ('processing', 'ready', 'rejected')),
    revision     integer     not null check (revision > 0),
    owner        text        not null default 'default',
    file_name    text        not null,
    bytes        bigint      not null,
    sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    typed_sha256 text check (typed_sha256 ~ '^[0-9a-f]{64}$'),
    rows         bigint,
    rejected     bigint,
    spec         jsonb       not null,
    read_as      jsonb,
    columns      jsonb,
    reasons      jsonb,
    warnings     jsonb,
    created_at   timestamptz not null default clock_timestamp(),
    updated_at   timestamptz not null default clock_timestamp(),
    check (state <> 'ready' or (typed_sha256 is not null and rows > 0))
);
create index dataset_name on dataset (name);
create index dataset_sha256 on dataset (sha256);

comment on table dataset is 'Uploaded bytes and the newest reading of them.';
comment on column dataset.id is 'ds_ and a ULID, so ids sort by time of creation; compared byte by byte.';
comment on column dataset.name is 'For people; several may share one.';
comment on column dataset.kind is 'What it holds, as the contract spells it (tabular).';
comment on column dataset.state is 'processing while a reading is queued or runs, then ready, or rejected when no row is usable.';
comment on column dataset.revision is 'Which reading of the bytes this is, from 1; a mended description makes the next.';
comment on column dataset.owner is 'The tenant.';
comment on column dataset.file_name is 'What the upload was called, with safe characters only.';
comment on column dataset.bytes is 'How many bytes were uploaded.';
comment on column dataset.sha256 is 'Of the uploaded bytes; their key in the object store.';
comment on column dataset.typed_sha256 is 'Of the typed rows as Parquet; their key in the object store.';
comment on column dataset.rows is 'Accepted rows.';
comment on column dataset.rejected is 'Rows that were left out.';
comment on column dataset.spec is 'The description as the caller gave it.';
comment on column dataset.read_as is 'The description with everything that was inferred.';
comment on column dataset.columns is 'The columns and their statistics over the accepted rows.';
comment on column dataset.reasons is 'Why it was rejected: [{code, message}].';
comment on column dataset.warnings is 'What a person should know before training: [{code, column, message}].';

-- The long parts of a reading, apart so that lists need not read them.
create table dataset_report (
    dataset_id text primary key references dataset (id) on delete cascade,
    rejects    json not null,
    profile    json not null,
    head       json not null
);
comment on table dataset_report is 'The long parts of the newest reading.';
comment on column dataset_report.rejects is 'The first thousand rejected rows and what would mend them.';
comment on column dataset_report.profile is 'Histograms, quantiles, associations.';
comment on column dataset_report.head is 'The first rows, each a list in the order of the columns.';

-- Readings that are queued or run; a finished one is deleted.
create table dataset_reading (
    dataset_id   text primary key references dataset (id) on delete cascade,
    revision     integer     not null,
    attempt      integer     not null default 0,
    failures     integer     not null default 0,
    worker       text,
    heartbeat_at timestamptz,
    lease_until  timestamptz,
    queued_at    timestamptz not null default clock_timestamp()
);
create index dataset_reading_queued on dataset_reading (queued_at) where worker is null;

comment on table dataset_reading is 'Readings that wait for a worker or run at one.';
comment on column dataset_reading.attempt is 'Grows with each claim; a result counts only while it is that of the claim.';
comment on column dataset_reading.failures is 'How often it ended its process or lost its worker.';
comment on column dataset_reading.worker is 'Who reads; null while it is queued.';
comment on column dataset_reading.heartbeat_at is 'When the worker last said that it is still reading.';
comment on column dataset_reading.lease_until is 'Without a heartbeat until then it is queued again.';
