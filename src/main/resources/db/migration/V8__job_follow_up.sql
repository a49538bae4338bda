-- Jobs that follow up what is there: they publish a checkpoint of another job, or train a model's version again.

alter table job
    add column follow_up json,
    add column begins_from text,
    add column reproduction json;
comment on column job.follow_up is 'What it does in place of training anew; null for a job that just trains.';
comment on column job.begins_from is 'SHA-256 of the checkpoint of another job that it begins from; the object stays while this row does.';
comment on column job.reproduction is 'How a version that was trained again compares with the one before.';

create index job_begins_from on job (begins_from) where begins_from is not null;
