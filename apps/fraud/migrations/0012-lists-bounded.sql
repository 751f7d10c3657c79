-- Lists by values that few rows of a tenant have: without an index PostgreSQL read all rows of the tenant to find a page.
create index alerts_by_severity on fraud.alerts (tenant_id, severity, raised_at desc, id desc);

-- The actor as a column of its own: row-level security keeps PostgreSQL from using an index over `actor ->> 'id'`.
alter table fraud.rule_changes add column actor_id text generated always as (actor ->> 'id') stored;
alter table fraud.alert_changes add column actor_id text generated always as (actor ->> 'id') stored;
create index rule_changes_by_actor on fraud.rule_changes (tenant_id, actor_id, changed_at desc);
create index alert_changes_by_actor on fraud.alert_changes (tenant_id, actor_id, changed_at desc);

create or replace view fraud.audit_log with (security_invoker = true) as
  select tenant_id, md5(tenant_id || ' ' || rule || ' ' || version)::uuid as id, changed_at as at,
    'fraud_rule' as object_type, null::uuid as object_uuid, rule as object_name, 'updated' as change,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(before) where after -> key is distinct from value)
      as before,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(after) where before -> key is distinct from value)
      as after,
    actor_id, actor
  from fraud.rule_changes
  union all
  select tenant_id, id, changed_at, 'fraud_alert', alert_id, null::text, change, before, after, actor_id, actor
  from fraud.alert_changes;
