-- By which jobs that went on with other arithmetic kernels than they began with are told from the others; there are few.
create index job_event_other_kernels on job_event (job_id) where type = 'warning' and data ->> 'code' = 'other_kernels';
