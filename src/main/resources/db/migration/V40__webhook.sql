-- Who is told of what happens here, and what has been told. A change and the message of it are written in one transaction,
-- by triggers, whichever process changes what.

create table webhook (
    id               text collate "C" primary key,
    tenant           text not null default 'default',
    url              text not null check (length(url) between 1 and 2000),
    description      text check (length(description) <= 500),
    events           text[] not null,
    enabled          boolean not null default true,
    disabled_because text,
    failing          boolean not null default false,
    secret           bytea not null check (length(secret) between 24 and 64),
    old_secret       bytea,
    old_secret_until timestamptz,
    created_at       timestamptz not null default clock_timestamp(),
    updated_at       timestamptz not null default clock_timestamp()
);
comment on table webhook is 'An address that is told of events.';
comment on column webhook.events is 'What it is told of; whatever it says, it is told of the jobs that name it.';
comment on column webhook.disabled_because is 'Why the service disabled it; null when a person did, or nobody.';
comment on column webhook.failing is 'Whether the last message did not get there; such addresses are called after the others.';
comment on column webhook.secret is 'What messages are signed with. It must be known to sign, so it is kept as it is.';
comment on column webhook.old_secret is 'The one before, with which messages are signed as well until old_secret_until.';

create table webhook_message (
    id         text collate "C" primary key,
    tenant     text not null default 'default',
    type       text not null,
    body       text not null,
    created_at timestamptz not null default clock_timestamp()
);
create index webhook_message_by_age on webhook_message (created_at);
comment on table webhook_message is 'What happened, in the very characters that are signed and sent.';

create table webhook_delivery (
    id          text collate "C" primary key,
    webhook_id  text collate "C" not null references webhook on delete cascade,
    message_id  text collate "C" not null references webhook_message on delete cascade,
    state       text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts    integer not null default 0,
    tries       integer not null default 0,
    next_at     timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    unique (webhook_id, id),
    unique (message_id, webhook_id)
);
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting';
comment on table webhook_delivery is 'A message on its way to one address: the outbox.';
comment on column webhook_delivery.attempts is 'How often it was sent: the fencing number, which only grows.';
comment on column webhook_delivery.tries is 'How often since it was made, or since somebody asked for it again.';
comment on column webhook_delivery.next_at is 'When it is sent (again). While somebody sends it: when he is given up.';

create table webhook_attempt (
    delivery_id  text collate "C" not null references webhook_delivery on delete cascade,
    n            integer not null,
    at           timestamptz not null default clock_timestamp(),
    status       integer,
    error        text,
    milliseconds bigint not null,
    primary key (delivery_id, n)
);
comment on table webhook_attempt is 'How each sending ended.';
comment on column webhook_attempt.status is 'What was answered; null when nothing was.';
comment on column webhook_attempt.error is 'Why it did not get there; null when it did.';

create function webhook_id(prefix text) returns text language sql volatile as $$
    select prefix || lpad(to_hex(cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)), 14, '0')
        || left(replace(cast(gen_random_uuid() as text), '-', ''), 12)
$$;
comment on function webhook_id is 'A new id that sorts by time.';

create function webhook_time(at timestamptz) returns text language sql stable as $$
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Locks the addresses against being deleted meanwhile, and leaves out those that have been.
create function tell_webhooks(told_tenant text, what text, named text[], about json) returns void language plpgsql as $$
declare
    message text := webhook_id('msg_');
begin
    perform from webhook where tenant = told_tenant and enabled and (what = any (events) or id = any (named));
    if not found then
        return;
    end if;
    insert into webhook_message (id, tenant, type, body) values (message, told_tenant, what,
        json_build_object('type', what, 'timestamp', webhook_time(clock_timestamp()), 'data', about));
    insert into webhook_delivery (id, webhook_id, message_id)
    select webhook_id('dlv_'), id, message from webhook
    where tenant = told_tenant and enabled and (what = any (events) or id = any (named))
    for key share;
    perform pg_notify('trainyard_webhook', '');
end
$$;
comment on function tell_webhooks is 'Writes what happened, for everybody who wants to know or is named.';

create function tell_webhooks_of_job() returns trigger language plpgsql as $$
declare
    told job;
begin
    select * into told from job where id = new.job_id;
    perform tell_webhooks('default', 'job.' || case new.state when 'running' then 'started' else new.state end,
        case when json_typeof(told.spec -> 'webhooks') = 'array'
            then array(select json_array_elements_text(told.spec -> 'webhooks')) else '{}' end,
        json_build_object('jobId', told.id, 'name', told.name, 'model', told.model, 'state', new.state,
            'attempt', told.attempt,
            'result', case when told.result_version is not null
                then json_build_object('model', told.result_model, 'version', told.result_version) end,
            'failure', case when told.failure is not null and new.state = 'failed'
                then json_build_object('code', told.failure ->> 'code', 'message', left(told.failure ->> 'message', 1000)) end,
            'createdAt', webhook_time(told.created_at), 'startedAt', webhook_time(told.started_at),
            'finishedAt', webhook_time(told.finished_at)));
    return null;
end
$$;
create trigger job_transition_is_told after insert on job_transition for each row
    when (new.state in ('succeeded', 'failed', 'cancelled') or (new.state = 'running' and new.attempt = 1))
    execute function tell_webhooks_of_job();

create function tell_webhooks_of_version() returns trigger language plpgsql as $$
begin
    perform tell_webhooks('default', 'model.ready', '{}', json_build_object('model', new.model, 'version', new.version,
        'jobId', new.job_id, 'task', new.task, 'metrics', new.metrics, 'createdAt', webhook_time(new.created_at)));
    return null;
end
$$;
create trigger model_version_is_told after insert on model_version for each row
    when (new.unservable is null)
    execute function tell_webhooks_of_version();

create function tell_webhooks_of_dataset() returns trigger language plpgsql as $$
begin
    perform tell_webhooks('default', 'dataset.ready', '{}', json_build_object('datasetId', new.id, 'name', new.name,
        'kind', new.kind, 'revision', new.revision, 'rows', new.rows, 'bytes', new.bytes, 'sha256', new.sha256));
    return null;
end
$$;
create trigger new_dataset_is_told after insert on dataset for each row
    when (new.state = 'ready')
    execute function tell_webhooks_of_dataset();
create trigger read_dataset_is_told after update on dataset for each row
    when (new.state = 'ready' and (old.state <> 'ready' or old.revision <> new.revision))
    execute function tell_webhooks_of_dataset();
