-- V52 was first written with clauses that only a superuser may write; where it was applied so, it did the same. That it was is
-- noted behind the name of who applied it, until afterMigrate puts it back: the version before starts on this database, too.
do $$
begin
    if to_regclass('flyway_schema_history') is not null then
        update flyway_schema_history set checksum = 339969306, installed_by = installed_by || ' *'
        where version = '52' and checksum = -510386127;
    end if;
end
$$;
