-- What waits and what runs, for whatever starts and stops workers by it. A role that may read this view needs no other right.
create view queue_depth as
    select 'job' as kind, 'queued' as state, device, labels, created_at as since
    from job where state = 'queued' and available_at <= clock_timestamp()
    union all
    select 'job', 'running', device, labels, started_at from job where worker is not null
    union all
    select 'reading', case when worker is null then 'queued' else 'running' end, 'cpu', '{}'::text[], queued_at
    from dataset_reading;

comment on view queue_depth is 'A row for each piece of work that waits for a worker or is at one.';
comment on column queue_depth.kind is 'job, or reading: a data set that is to be read.';
comment on column queue_depth.state is 'queued or running.';
comment on column queue_depth.device is 'The device it asks for: auto, cpu or gpu.';
comment on column queue_depth.labels is 'What a worker must offer to do it.';
comment on column queue_depth.since is 'When it was accepted, or, once it runs, first claimed.';
