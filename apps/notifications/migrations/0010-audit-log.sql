-- The changes of webhook endpoints with the columns that the view audit_log has in every schema.
create view notifications.audit_log with (security_invoker = true) as
  select tenant_id, id, changed_at as at, 'webhook_endpoint' as object_type, endpoint_id as object_uuid,
    null::text as object_name, change, before, after, actor ->> 'id' as actor_id, actor
  from notifications.webhook_endpoint_changes;
