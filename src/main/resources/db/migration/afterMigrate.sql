-- What beforeValidate has changed for this version is for the version before as it was.
update flyway_schema_history set checksum = -510386127, installed_by = left(installed_by, -2)
where version = '52' and installed_by like '% *';

-- Whoever may do everything would see every tenant's things: where the tables' owner is such a user, the service works as a role that
-- may not. Looked after at each start, since a database that was restored elsewhere has left its roles behind.
do $$
declare
    role constant text := 'trainyard_tenants';
begin
    if not exists (select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(role, 1));
    begin
        if not exists (select from pg_roles where rolname = role) then
            execute format('create role %I nologin', role);
        end if;
        if not pg_has_role(role, 'member') then
            execute format('grant %I to %I', role, current_user);
        end if;
    exception
        when duplicate_object or unique_violation then
            null; -- another database of this server was sooner
        when insufficient_privilege then
            raise exception 'tenants cannot be kept apart: % has BYPASSRLS and may not become %. Take that right away ("alter role % nobypassrls"), or have a superuser do "create role % nologin; grant % to %"',
                current_user, role, current_user, role, role, current_user;
    end;
    if exists (select from pg_class where relnamespace = current_schema::regnamespace and relkind in ('r', 'v', 'p')
            and not has_table_privilege(role, oid, 'delete')) then
        execute format('grant usage on schema %I to %I', current_schema, role);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I', current_schema, role);
        execute format('grant usage on all sequences in schema %I to %I', current_schema, role);
    end if;
end
$$;
