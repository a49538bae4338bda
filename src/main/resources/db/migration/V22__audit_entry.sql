-- Who did what to which thing, from where, and with which result.
create table audit_entry (
    id         text primary key,
    at         timestamptz not null default now(),
    tenant     text not null default 'default',
    caller     text not null,
    method     text not null,
    path       text not null,
    made       text,
    status     int not null,
    address    text not null,
    request_id text not null
);
create index audit_entry_caller on audit_entry (caller, id);

create function refuse_to_change_audit() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '90 days' then
        return old;
    end if;
    raise exception 'entries of the audit are not changed, and not deleted within 90 days';
end
$$;
create trigger audit_entry_stays before update or delete on audit_entry
    for each row execute function refuse_to_change_audit();

comment on table audit_entry is 'Requests that were to change something; rows are only ever added.';
comment on column audit_entry.made is 'Address of what was made, if anything.';
