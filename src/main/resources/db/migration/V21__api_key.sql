-- Callers that prove themselves with a secret.
create table api_key (
    id            text primary key,
    name          text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    role          text not null check (role in ('viewer', 'trainer', 'admin')),
    tenant        text not null default 'default' check (tenant = 'default'),
    secret_sha256 text not null unique check (secret_sha256 ~ '^[0-9a-f]{64}$'),
    prefix        text not null,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz,
    last_used_at  timestamptz
);

comment on table api_key is 'Callers that prove themselves with a secret.';
comment on column api_key.secret_sha256 is 'SHA-256 of the secret, by which it is looked up; the secret itself is nowhere.';
comment on column api_key.prefix is 'How the secret begins, so that people know it again.';
comment on column api_key.last_used_at is 'When it was last taken, within a minute.';
