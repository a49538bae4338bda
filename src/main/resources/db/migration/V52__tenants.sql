-- Tenants: each sees what is its own. Whoever connects says for whom (set trainyard.tenant = '<name>', or '*' for all), and
-- PostgreSQL holds every statement to that; who says nothing sees nothing. Rows need not be told whose they are: they take it from
-- what was said, and where that is '*', from the row that they belong to.

create function keep_tenants_apart(kept regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security, force row level security', kept);
    execute format('create policy tenant on %s using '
        '(tenant = current_setting(''trainyard.tenant'', true) or current_setting(''trainyard.tenant'', true) = ''*'')', kept);
    execute format('comment on column %s.tenant is %L', kept, 'Whose it is; nobody else sees it.');
end
$$;
comment on function keep_tenants_apart is 'Shows each row of a table to its tenant alone. Later tables of callers'' things are made so, too.';

-- What is made of its own accord.
do $$
declare
    made text;
begin
    foreach made in array array['dataset', 'dataset_upload', 'definition', 'job', 'model', 'model_version', 'model_alias',
        'model_alias_move', 'idempotency_key', 'stored_orphan', 'api_key', 'audit_entry', 'webhook', 'webhook_message', 'quota_use',
        'browser_session']
    loop
        if not exists (select from pg_attribute where attrelid = made::regclass and attname = 'tenant') then
            execute format('alter table %I add column tenant text not null default ''default''', made);
        end if;
        execute format('alter table %I alter column tenant set default '
            'coalesce(nullif(current_setting(''trainyard.tenant'', true), ''''), ''default'')', made);
        execute format('alter table %I add constraint %I check (tenant ~ ''^[a-z0-9][a-z0-9._-]{0,62}$'')', made, made || '_tenant');
    end loop;
    -- What belongs to a row of another table.
    foreach made in array array['dataset_report', 'dataset_reading', 'job_event', 'job_transition', 'job_checkpoint',
        'webhook_delivery', 'webhook_attempt']
    loop
        execute format('alter table %I add column tenant text not null default ''default''', made);
        execute format('alter table %I alter column tenant set default '
            'coalesce(nullif(current_setting(''trainyard.tenant'', true), ''''), ''*'')', made);
    end loop;
end
$$;

-- Ids are everybody's, so that they need no tenant in addresses and logs; what belongs together is of one tenant because the key says so.
alter table dataset add unique (tenant, id);
alter table job add unique (tenant, id);
alter table webhook add unique (tenant, id);
alter table webhook_message add unique (tenant, id);
alter table webhook_delivery add unique (tenant, id);

alter table dataset_report drop constraint dataset_report_dataset_id_fkey,
    add foreign key (tenant, dataset_id) references dataset (tenant, id) on delete cascade;
alter table dataset_reading drop constraint dataset_reading_dataset_id_fkey,
    add foreign key (tenant, dataset_id) references dataset (tenant, id) on delete cascade;
alter table dataset_upload drop constraint dataset_upload_dataset_id_fkey,
    add foreign key (tenant, dataset_id) references dataset (tenant, id) on delete cascade;
alter table job_checkpoint drop constraint job_checkpoint_job_id_fkey,
    add foreign key (tenant, job_id) references job (tenant, id) on delete cascade;
alter table webhook_delivery drop constraint webhook_delivery_webhook_id_fkey, drop constraint webhook_delivery_message_id_fkey,
    add foreign key (tenant, webhook_id) references webhook (tenant, id) on delete cascade,
    add foreign key (tenant, message_id) references webhook_message (tenant, id) on delete cascade;
alter table webhook_attempt drop constraint webhook_attempt_delivery_id_fkey,
    add foreign key (tenant, delivery_id) references webhook_delivery (tenant, id) on delete cascade;

-- Names are each tenant's own. Keys begin with the name, by which statements look.
alter table model_version drop constraint model_version_model_fkey;
alter table model_alias drop constraint model_alias_model_fkey, drop constraint model_alias_model_version_fkey,
    drop constraint model_alias_model_alias_key;
alter table model_alias_move drop constraint model_alias_move_model_fkey;
alter table model_version drop constraint model_version_model_version_key;
alter table model drop constraint model_pkey, add primary key (name, tenant);
alter table model_version add unique (model, version, tenant),
    add foreign key (tenant, model) references model (tenant, name) on delete cascade;
alter table model_alias add unique (model, alias, tenant),
    add foreign key (tenant, model) references model (tenant, name) on delete cascade,
    add foreign key (tenant, model, version) references model_version (tenant, model, version);
alter table model_alias_move add foreign key (tenant, model) references model (tenant, name) on delete cascade;

alter table idempotency_key drop constraint idempotency_key_pkey, add primary key (caller, key, tenant);
alter table stored_orphan drop constraint stored_orphan_pkey, add primary key (digest, tenant);
alter table api_key drop constraint api_key_tenant_check, drop constraint api_key_role_check,
    add check (role in ('viewer', 'trainer', 'admin', 'operator'));
alter table browser_session drop constraint browser_session_role_check,
    add check (role in ('viewer', 'trainer', 'admin', 'operator'));

-- What somebody who serves all tenants adds to a job, a data set or a webhook is of its tenant.
create function take_tenant_of_job() returns trigger language plpgsql as $$
begin
    select tenant into new.tenant from job where id = new.job_id;
    return new;
end
$$;
create trigger job_event_tenant before insert on job_event for each row
    when (new.tenant = '*') execute function take_tenant_of_job();
create trigger job_transition_tenant before insert on job_transition for each row
    when (new.tenant = '*') execute function take_tenant_of_job();
create trigger job_checkpoint_tenant before insert on job_checkpoint for each row
    when (new.tenant = '*') execute function take_tenant_of_job();

create function take_tenant_of_dataset() returns trigger language plpgsql as $$
begin
    select tenant into new.tenant from dataset where id = new.dataset_id;
    return new;
end
$$;
create trigger dataset_report_tenant before insert on dataset_report for each row
    when (new.tenant = '*') execute function take_tenant_of_dataset();
create trigger dataset_reading_tenant before insert on dataset_reading for each row
    when (new.tenant = '*') execute function take_tenant_of_dataset();

create function take_tenant_of_webhook() returns trigger language plpgsql as $$
begin
    select tenant into new.tenant from webhook where id = new.webhook_id;
    return new;
end
$$;
create trigger webhook_delivery_tenant before insert on webhook_delivery for each row
    when (new.tenant = '*') execute function take_tenant_of_webhook();

create function take_tenant_of_delivery() returns trigger language plpgsql as $$
begin
    select tenant into new.tenant from webhook_delivery where id = new.delivery_id;
    return new;
end
$$;
create trigger webhook_attempt_tenant before insert on webhook_attempt for each row
    when (new.tenant = '*') execute function take_tenant_of_delivery();

-- Each tenant's addresses are told of what is its own.
create or replace function tell_webhooks(told_tenant text, what text, named text[], about json) returns void language plpgsql as $$
declare
    message text := webhook_id('msg_');
begin
    perform from webhook where tenant = told_tenant and enabled and (what = any (events) or id = any (named));
    if not found then
        return;
    end if;
    insert into webhook_message (id, tenant, type, body) values (message, told_tenant, what,
        json_build_object('type', what, 'timestamp', webhook_time(clock_timestamp()), 'data', about));
    insert into webhook_delivery (id, tenant, webhook_id, message_id)
    select webhook_id('dlv_'), told_tenant, id, message from webhook
    where tenant = told_tenant and enabled and (what = any (events) or id = any (named))
    for key share;
    perform pg_notify('trainyard_webhook', '');
end
$$;

create or replace function tell_webhooks_of_job() returns trigger language plpgsql as $$
declare
    told job;
begin
    if not exists (select from webhook where enabled and tenant = new.tenant) then
        return null; -- nothing is composed where nobody is to be told
    end if;
    select * into told from job where id = new.job_id;
    perform tell_webhooks(new.tenant, 'job.' || case new.state when 'running' then 'started' else new.state end,
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

create or replace function tell_webhooks_of_version() returns trigger language plpgsql as $$
begin
    perform tell_webhooks(new.tenant, 'model.ready', '{}', json_build_object('model', new.model, 'version', new.version,
        'jobId', new.job_id, 'task', new.task, 'metrics', new.metrics, 'createdAt', webhook_time(new.created_at)));
    return null;
end
$$;

create or replace function tell_webhooks_of_dataset() returns trigger language plpgsql as $$
begin
    perform tell_webhooks(new.tenant, 'dataset.ready', '{}', json_build_object('datasetId', new.id, 'name', new.name,
        'kind', new.kind, 'revision', new.revision, 'rows', new.rows, 'bytes', new.bytes, 'sha256', new.sha256));
    return null;
end
$$;

-- There is one queue. What these say of all tenants together are numbers, and no row of anybody's. Each says for whom it asks and then
-- what was said before: a clause of the function, which would do the same, only a superuser may write.
create function jobs_ahead(its_priority integer, its_turn double precision, its_time timestamptz, its_id text) returns integer
language plpgsql stable as $$
declare
    told constant text := coalesce(current_setting('trainyard.tenant', true), '');
    found_jobs integer;
begin
    perform set_config('trainyard.tenant', '*', true);
    select count(*) into found_jobs from job ahead where ahead.state = 'queued' and (ahead.priority > its_priority
        or (ahead.priority = its_priority and (ahead.turn, ahead.created_at, ahead.id) < (its_turn, its_time, its_id)));
    perform set_config('trainyard.tenant', told, true);
    return found_jobs;
end
$$;
comment on function jobs_ahead is 'How many jobs of all tenants are to be claimed before one that waits.';

create function next_turn(its_owner text, its_priority integer) returns double precision
language plpgsql stable as $$
declare
    told constant text := coalesce(current_setting('trainyard.tenant', true), '');
    its_turn double precision;
begin
    perform set_config('trainyard.tenant', '*', true);
    its_turn := greatest(
            coalesce((select max(turn) from job
                where state = 'queued' and owner = its_owner and priority = its_priority), 0),
            coalesce((select min(turn) from job where state = 'queued' and priority = its_priority), 0),
            coalesce((select max(turn) from job where worker is not null and priority = its_priority), 0))
        + case when exists (select from job where owner = its_owner and state = 'queued')
                or exists (select from job where owner = its_owner and worker is not null)
            then 1 / coalesce((select weight from queue_share where owner = its_owner), 1) else 0 end;
    perform set_config('trainyard.tenant', told, true);
    return its_turn;
end
$$;
create function first_turn(its_priority integer) returns double precision
language plpgsql stable as $$
declare
    told constant text := coalesce(current_setting('trainyard.tenant', true), '');
    its_turn double precision;
begin
    perform set_config('trainyard.tenant', '*', true);
    its_turn := coalesce((select min(turn) from job where state = 'queued' and priority = its_priority), 0);
    perform set_config('trainyard.tenant', told, true);
    return its_turn;
end
$$;
comment on function first_turn is 'The turn of the first that waits, of whichever tenant.';
comment on function next_turn is 'The turn of one more job; owners of all tenants go round.';
comment on column job.owner is 'Whose turn it is: the caller''s name, in tenants other than default after the tenant and a slash.';
comment on column queue_share.owner is 'The owner of jobs.';

-- Whoever may read the view needs no other right, and says for no tenant that it reads.
create function queue_depth_of_all() returns table (kind text, state text, device text, labels text[], since timestamptz)
language plpgsql stable security definer set search_path from current as $$
#variable_conflict use_column
declare
    told constant text := coalesce(current_setting('trainyard.tenant', true), '');
begin
    perform set_config('trainyard.tenant', '*', true);
    return query
    select 'job', 'queued', device, labels, created_at
    from job where state = 'queued' and available_at <= clock_timestamp()
    union all
    select 'job', 'running', device, labels, started_at from job where worker is not null
    union all
    select 'reading', case when worker is null then 'queued' else 'running' end, 'cpu', '{}'::text[], queued_at
    from dataset_reading;
    perform set_config('trainyard.tenant', told, true);
end
$$;
create or replace view queue_depth as select kind, state, device, labels, since from queue_depth_of_all();

select keep_tenants_apart(kept::regclass) from unnest(array['dataset', 'dataset_report', 'dataset_reading', 'dataset_upload',
    'definition', 'job', 'job_event', 'job_transition', 'job_checkpoint', 'model', 'model_version', 'model_alias',
    'model_alias_move', 'idempotency_key', 'stored_orphan', 'api_key', 'audit_entry', 'webhook', 'webhook_message',
    'webhook_delivery', 'webhook_attempt', 'quota_use', 'browser_session']) kept;
