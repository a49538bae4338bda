-- Jobs that measure a model's version on another data set.

alter table job
    add column reevaluated json;
comment on column job.reevaluated is 'How a version does on another data set, beside its own evaluation.';
