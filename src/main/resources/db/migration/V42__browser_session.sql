-- Browsers that look for a while, without the key of whoever sits before them.
create table browser_session (
    secret_sha256 text primary key check (secret_sha256 ~ '^[0-9a-f]{64}$'),
    key_id        text references api_key on delete cascade,
    caller        text not null,
    role          text not null check (role in ('viewer', 'trainer', 'admin')),
    tenant        text not null default 'default',
    expires_at    timestamptz not null
);
create index browser_session_over on browser_session (expires_at);
comment on table browser_session is 'What a browser''s cookie stands for; only to look, whatever the role.';
comment on column browser_session.key_id is 'The key it was opened with, with which it goes; null where a token of an issuer opened it.';
comment on column browser_session.expires_at is 'When it ends: after a quarter of an hour, and no later than what opened it.';
