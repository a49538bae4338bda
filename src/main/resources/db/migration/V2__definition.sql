-- Model definitions that callers keep for later jobs. A job copies the definition it uses, so deleting one here takes
-- nothing from any job or model.
create table definition (
    id         text collate "C" primary key,
    name       text,
    definition jsonb       not null,
    created_at timestamptz not null default clock_timestamp()
);

create index definition_name on definition (name);

comment on column definition.id is 'def_ and a ULID, so ids sort by time of creation; compared byte by byte';
comment on column definition.name is 'the name inside the definition, for finding it; several may share one';
comment on column definition.definition is 'the definition as its caller wrote it, with defaults filled in';
comment on column definition.created_at is 'by the clock of the database';
