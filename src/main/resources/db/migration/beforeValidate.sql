-- V52 was first written with clauses that only a superuser may write; where it was applied so, it did the same.
do $$
begin
    if to_regclass('flyway_schema_history') is not null then
        update flyway_schema_history set checksum = 339969306 where version = '52' and checksum = -510386127;
    end if;
end
$$;
