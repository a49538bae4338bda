-- How much each tenant has taken of what is counted by the day.
create table quota_use (
    tenant  text not null,
    day     date not null,
    uploads integer not null,
    primary key (tenant, day)
);
comment on table quota_use is 'What is counted by the day; a row for each tenant and day, where there are quotas.';
comment on column quota_use.day is 'In UTC, by this server''s clock.';
comment on column quota_use.uploads is 'Uploads that were begun and samples that were made.';
