-- Every process keeps in memory what predictions need of models; whatever changes that is told to all of them.

create function tell_model_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('trainyard_model', '');
    return null;
end $$;
comment on function tell_model_changed is 'Has every process forget which versions and aliases it knows.';

create trigger model_version_changed after insert or update or delete on model_version
    for each statement execute function tell_model_changed();

create trigger model_alias_changed after insert or update or delete on model_alias
    for each statement execute function tell_model_changed();
