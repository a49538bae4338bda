-- Words to find data sets by.
alter table dataset add column tags text not null default ' ' check (tags ~ '^ ([^ ]+ )*$');
comment on column dataset.tags is 'Words to find it by, in the order in which they were given, each between spaces.';
