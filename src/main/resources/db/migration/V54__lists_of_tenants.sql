-- By which the lists of a tenant are read, however much others have: jobs, data sets and webhooks have (tenant, id) already.
create index definition_of_tenant on definition (tenant, id);
create index audit_entry_of_tenant on audit_entry (tenant, id);
create index api_key_of_tenant on api_key (tenant, id);
create index model_of_tenant on model (tenant, created_at, name);
create index model_version_of_tenant on model_version (tenant, model, version);
