-- Whose a key is, which a process has to know before it may see any row of a tenant: it runs as the owner, and a caller
-- learns a tenant by a key's hash or id and nothing else.
create function access.tenant_of_key(hash bytea, key uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select tenant_id from access.api_keys where sha256 = hash
    union all
    select tenant_id from access.api_keys where id = key;
  end;

-- The audit trail of keys is append-only, as the ledger is.
create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = '23514', constraint = 'audit_trail_append_only';
end $$;
create trigger key_changes_immutable before update or delete on access.key_changes
  for each row execute function access.refuse_change();
create trigger key_changes_not_truncated before truncate on access.key_changes
  for each statement execute function access.refuse_change();
