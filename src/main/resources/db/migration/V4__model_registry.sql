-- The model registry: named models, their numbered versions, and the aliases that point at versions.

create table model (
    name         text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    last_version integer     not null default 0,
    created_at   timestamptz not null default clock_timestamp()
);
comment on table model is 'A name under which versions are published.';
comment on column model.last_version is 'The highest number ever given to a version; numbers are not given twice. The row is locked while a version is entered or an alias moves.';

create index model_newest_first on model (created_at desc, name desc);

create table model_version (
    id         bigint generated always as identity primary key,
    model      text        not null references model (name) on delete cascade,
    version    integer     not null check (version > 0),
    job_id     text        not null,
    unservable text,
    bundle     text        not null check (bundle ~ '^[0-9a-f]{64}$'),
    task       text        not null,
    manifest   jsonb       not null,
    evaluation jsonb       not null,
    metrics    jsonb       not null,
    provenance jsonb       not null,
    artifacts  jsonb       not null,
    datasets   varchar[]   not null,
    created_at timestamptz not null default clock_timestamp(),
    unique (model, version)
);
comment on table model_version is 'A trained network; a row never changes.';
comment on column model_version.version is 'Counts from 1 within the model.';
comment on column model_version.job_id is 'The job that trained it; the job may be deleted before the version.';
comment on column model_version.unservable is 'Why it cannot be served; null when the serving path gave the trainer''s answers for the golden rows.';
comment on column model_version.bundle is 'SHA-256 of bundle.zip, its key in the object store.';
comment on column model_version.task is 'What it does, as the contract spells it (classification, regression).';
comment on column model_version.manifest is 'manifest.json of the bundle: features, target, encoder, decoder.';
comment on column model_version.evaluation is 'evaluation.json of the bundle.';
comment on column model_version.metrics is 'The metrics of the evaluation by name, for lists.';
comment on column model_version.provenance is 'provenance.json of the bundle.';
comment on column model_version.artifacts is 'The files that can be fetched: [{name, bytes, sha256}].';
comment on column model_version.datasets is 'Ids of the data sets it was trained, validated and tested on.';

create index model_version_datasets on model_version using gin (datasets);

create table model_alias (
    id         bigint generated always as identity primary key,
    model      text        not null references model (name) on delete cascade,
    alias      text        not null check (alias ~ '^[a-z0-9][a-z0-9._-]{0,62}$' and alias !~ '^[0-9]+$' and alias <> 'latest'),
    version    integer     not null,
    revision   integer     not null,
    updated_at timestamptz not null,
    unique (model, alias),
    foreign key (model, version) references model_version (model, version)
);
comment on table model_alias is 'A name for one version of a model, which can be moved. "latest" is worked out and never stored.';
comment on column model_alias.id is 'With the revision, what If-Match compares; an alias that is made anew gets a new one.';
comment on column model_alias.revision is 'Rises by one each time the alias moves.';

create index model_alias_version on model_alias (model, version);
