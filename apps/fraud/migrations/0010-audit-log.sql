create index rule_changes_of_tenant on fraud.rule_changes (tenant_id, changed_at desc);

-- The changes of rules with the columns that the view audit_log has in every schema. before and after have the fields that
-- differ.
create view fraud.audit_log with (security_invoker = true) as
  select tenant_id, md5(tenant_id || ' ' || rule || ' ' || version)::uuid as id, changed_at as at,
    'fraud_rule' as object_type, null::uuid as object_uuid, rule as object_name, 'updated' as change,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(before) where after -> key is distinct from value)
      as before,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(after) where before -> key is distinct from value)
      as after,
    actor ->> 'id' as actor_id, actor
  from fraud.rule_changes;
