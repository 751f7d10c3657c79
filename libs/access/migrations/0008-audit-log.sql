-- audit:read shows who changed what, the keys and the settings included. Only keys that may do everything else get it; all
-- others have it by name.
update access.api_keys
   set scopes = scopes || array['audit:read']
 where scopes @> array['accounts:read', 'accounts:write', 'accounts:freeze', 'accounts:limits', 'transactions:read',
   'transactions:write', 'webhooks:read', 'webhooks:write', 'fraud:read', 'fraud:write', 'notifications:read',
   'notifications:write', 'analytics:read', 'keys:read', 'keys:write']
   and not 'audit:read' = any (scopes);

create index key_changes_of_tenant on access.key_changes (tenant_id, made_at desc);

-- The changes of keys with the columns that the view audit_log has in every schema.
create view access.audit_log with (security_invoker = true) as
  select change.tenant_id, change.id, change.made_at as at, 'api_key' as object_type, change.key_id as object_uuid,
    null::text as object_name, change.change, '{}'::jsonb as before,
    case change.change when 'created' then jsonb_build_object('name', key.name, 'scopes', key.scopes) else '{}'::jsonb end
      as after,
    change.actor ->> 'id' as actor_id,
    case when change.actor is not null then jsonb_build_object(
      'type', change.actor -> 'type', 'id', change.actor -> 'id', 'token_id', change.actor -> 'tokenId',
      'request_id', change.actor -> 'requestId', 'correlation_id', change.actor -> 'correlationId',
      'address', change.actor -> 'address', 'on_behalf_of', change.actor -> 'onBehalfOf') end as actor
  from access.key_changes as change join access.api_keys as key on key.id = change.key_id;
