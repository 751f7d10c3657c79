-- Who created and who ended the keys that sign access tokens. Rows are added, never changed: who ends a key could otherwise
-- also hide it. The keys belong to no tenant, and neither do these records.
create table access.signing_key_changes (
  id             uuid        primary key default uuidv7(),
  signing_key_id uuid        not null references access.signing_keys (id),
  change         text        not null check (change in ('created', 'ended')),
  changed_at     timestamptz not null default clock_timestamp(),
  actor          jsonb       not null check (jsonb_typeof(actor) = 'object')
);
create index signing_key_changes_by_time on access.signing_key_changes (changed_at desc, id desc);

create trigger signing_key_changes_immutable before update or delete on access.signing_key_changes
  for each row execute function access.refuse_change();
create trigger signing_key_changes_not_truncated before truncate on access.signing_key_changes
  for each statement execute function access.refuse_change();

create or replace view access.audit_log with (security_invoker = true) as
  select change.tenant_id, change.id, change.made_at as at, 'api_key' as object_type, change.key_id as object_uuid,
    null::text as object_name, change.change, '{}'::jsonb as before,
    case change.change when 'created' then jsonb_build_object('name', key.name, 'scopes', key.scopes) else '{}'::jsonb end
      as after,
    change.actor ->> 'id' as actor_id,
    case when change.actor is not null then jsonb_build_object(
      'type', change.actor -> 'type', 'id', change.actor -> 'id', 'token_id', change.actor -> 'tokenId',
      'request_id', change.actor -> 'requestId', 'correlation_id', change.actor -> 'correlationId',
      'address', change.actor -> 'address', 'on_behalf_of', change.actor -> 'onBehalfOf') end as actor
  from access.key_changes as change join access.api_keys as key on key.id = change.key_id
  union all
  select null::uuid, id, changed_at, 'signing_key', signing_key_id, null::text, change, '{}'::jsonb, '{}'::jsonb,
    actor ->> 'id', actor
  from access.signing_key_changes;
