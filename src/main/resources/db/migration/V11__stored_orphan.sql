-- Objects of the store that somebody has ceased to use: whatever nobody else needs is deleted, here or after a crash.
create table stored_orphan (
    digest  text primary key check (digest ~ '^[0-9a-f]{64}$'),
    look_at timestamptz not null default clock_timestamp()
);
create index stored_orphan_look_at on stored_orphan (look_at);

comment on table stored_orphan is 'Objects that perhaps nobody needs any more.';
comment on column stored_orphan.digest is 'SHA-256 of the object, its key in the store.';
comment on column stored_orphan.look_at is 'When to look next whether somebody needs it; by this server''s clock.';
