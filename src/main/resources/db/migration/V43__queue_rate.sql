-- What a job costs on its way through the queue.

-- An event or a transition is only ever written in the statement that locks its job's row, so nothing has to look for that row
-- once more at each of them. They still go with their job.
alter table job_event drop constraint job_event_job_id_fkey;
alter table job_transition drop constraint job_transition_job_id_fkey;

create function forget_what_jobs_told() returns trigger language plpgsql as $$
begin
    delete from job_event using gone where job_event.job_id = gone.id;
    delete from job_transition using gone where job_transition.job_id = gone.id;
    return null;
end
$$;
create trigger job_is_forgotten after delete on job referencing old table as gone for each statement
    execute function forget_what_jobs_told();

-- Nothing is composed where nobody is to be told.
create or replace function tell_webhooks_of_job() returns trigger language plpgsql as $$
declare
    told job;
begin
    if not exists (select from webhook where enabled) then
        return null;
    end if;
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
