-- Who may do what in the schema access: everything that is not here is refused. Applied after the migrations, as a whole.

grant usage on schema access to florin_api, florin_manages_all_tenants, florin_reads_all_tenants;
grant select on access.migrations to florin_api, florin_manages_all_tenants, florin_reads_all_tenants;

grant select, insert, update (revoked_at, expires_at, last_used_at, last_used_address) on access.api_keys to florin_api;
grant select, insert, update (revoked_at, last_used_at, last_used_address) on access.api_keys to florin_manages_all_tenants;
-- An audit trail: rows are added, never changed.
grant select, insert on access.key_changes to florin_api, florin_manages_all_tenants;
grant select on access.audit_log to florin_api, florin_manages_all_tenants;
grant select, insert on access.signing_key_changes to florin_api, florin_manages_all_tenants;
-- The commands of operators that read all tenants add their records. The API reads the table under the view, and sees no row of
-- it: they belong to no tenant.
grant insert on access.operator_actions to florin_reads_all_tenants, florin_manages_all_tenants;
grant select on access.operator_actions to florin_api, florin_manages_all_tenants;
grant select, insert on access.signing_keys to florin_api;
grant select, update (ended_at) on access.signing_keys to florin_manages_all_tenants;

-- Moves are made by the owner.
grant select on access.tenant_moves to florin_api, florin_manages_all_tenants;

grant execute on function access.tenant_of_key to florin_api, florin_manages_all_tenants;
