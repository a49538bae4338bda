-- What creates were answered, kept for a day with the thing that was made.
create table idempotency_key (
    caller  text not null,
    key     text not null check (length(key) between 1 and 255),
    request bytea not null check (length(request) = 32),
    answer  text not null,
    made_at timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_key_made_at on idempotency_key (made_at);

comment on table idempotency_key is 'First answers to creates, replayed to whoever repeats the request within 24 hours.';
comment on column idempotency_key.key is 'What the caller called the request.';
comment on column idempotency_key.request is 'SHA-256 of the method, the address and the content.';
comment on column idempotency_key.answer is 'JSON: status, location, body.';
