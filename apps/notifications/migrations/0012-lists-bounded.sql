-- Lists by values that few rows of a tenant have: without an index PostgreSQL read all rows of the tenant to find a page. The
-- usual values are left out: a page of them is among the newest rows, and most rows are never written to these indexes.
create index notifications_by_kind on notifications.notifications (tenant_id, kind, created_at desc, id desc)
  where kind <> 'transaction_completed';
create index notifications_by_status on notifications.notifications (tenant_id, status, created_at desc, id desc)
  where status <> 'delivered';
create index webhook_deliveries_by_type on notifications.webhook_deliveries (tenant_id, event_type, id desc)
  where event_type <> 'florin.transactions.completed.v1';
create index webhook_deliveries_by_status on notifications.webhook_deliveries (tenant_id, status, id desc)
  where status <> 'delivered';

-- The actor as a column of its own: row-level security keeps PostgreSQL from using an index over `actor ->> 'id'`.
alter table notifications.webhook_endpoint_changes add column actor_id text generated always as (actor ->> 'id') stored;
alter table notifications.preference_changes add column actor_id text generated always as (actor ->> 'id') stored;
create index webhook_endpoint_changes_by_actor
  on notifications.webhook_endpoint_changes (tenant_id, actor_id, changed_at desc);
create index preference_changes_by_actor on notifications.preference_changes (tenant_id, actor_id, changed_at desc);

create or replace view notifications.audit_log with (security_invoker = true) as
  select tenant_id, id, changed_at as at, 'webhook_endpoint' as object_type, endpoint_id as object_uuid,
    null::text as object_name, change, before, after, actor_id, actor
  from notifications.webhook_endpoint_changes
  union all
  select tenant_id, id, changed_at, 'notification_preferences', account_id, null::text, 'updated', before, after, actor_id, actor
  from notifications.preference_changes;
