-- Uploads in parts. Which parts have arrived is known to the object store; everything else of an upload is here.
create table dataset_upload (
    id          text collate "C" primary key,
    state       text        not null check (state in ('open', 'completing', 'completed')),
    name        text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    owner       text        not null default 'default',
    file_name   text        not null,
    spec        jsonb       not null,
    bytes       bigint      not null check (bytes > 0),
    part_bytes  bigint      not null check (part_bytes > 0),
    sha256      text check (sha256 ~ '^[0-9a-f]{64}$'),
    handle      text        not null,
    secret      text        not null,
    joined      jsonb       not null default '[]',
    attempt     integer     not null default 0,
    lease_until timestamptz,
    failure     text,
    dataset_id  text references dataset (id) on delete cascade,
    created_at  timestamptz not null default clock_timestamp(),
    expires_at  timestamptz not null,
    check ((state = 'completing') = (lease_until is not null)),
    check ((state = 'completed') = (dataset_id is not null))
);
create index dataset_upload_expires_at on dataset_upload (expires_at);
create index dataset_upload_dataset on dataset_upload (dataset_id);

comment on table dataset_upload is 'Uploads in parts: open while parts arrive, completing while they are joined, completed once there is a data set.';
comment on column dataset_upload.id is 'up_ and a ULID, so ids sort by time of creation; compared byte by byte.';
comment on column dataset_upload.state is 'open, completing or completed; back to open when joining fails.';
comment on column dataset_upload.name is 'What the data set will be called.';
comment on column dataset_upload.owner is 'The tenant.';
comment on column dataset_upload.file_name is 'What the file is called, with safe characters only.';
comment on column dataset_upload.spec is 'The description as the caller gave it.';
comment on column dataset_upload.bytes is 'How many bytes the whole has.';
comment on column dataset_upload.part_bytes is 'How many each part has; the last has the rest.';
comment on column dataset_upload.sha256 is 'Of the whole, as the caller expects it; null when nothing was said.';
comment on column dataset_upload.handle is 'What the object store calls the parts.';
comment on column dataset_upload.secret is 'Signs the addresses that the service itself takes parts at; never shown.';
comment on column dataset_upload.joined is 'The parts that are joined, as the store showed them: [{number, bytes, etag}].';
comment on column dataset_upload.attempt is 'Grows with each attempt at joining; a result counts only while it is that of the attempt.';
comment on column dataset_upload.lease_until is 'Without a sign of life until then somebody else joins the parts.';
comment on column dataset_upload.failure is 'Why the last attempt at joining failed.';
comment on column dataset_upload.dataset_id is 'What came of it; the upload goes with the data set.';
comment on column dataset_upload.created_at is 'When it was begun; by this server''s clock.';
comment on column dataset_upload.expires_at is 'It is swept afterwards; by this server''s clock.';
