-- Jobs that have a model's version answer the rows of a data set.

alter table job
    add column predictions json;
comment on column job.predictions is 'The data set of rows and predictions that it made, and how many of the rows are answered.';
