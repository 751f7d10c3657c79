-- Who decided an alert, with the access token, both ids of the request and the address. Rows are added, never changed.
create table fraud.alert_changes (
  id         uuid        primary key default uuidv7(),
  tenant_id  uuid        not null,
  alert_id   uuid        not null,
  change     text        not null check (change in ('confirmed', 'dismissed')),
  changed_at timestamptz not null,
  before     jsonb       not null check (jsonb_typeof(before) = 'object'),
  after      jsonb       not null check (jsonb_typeof(after) = 'object'),
  actor      jsonb       not null check (jsonb_typeof(actor) = 'object')
);
create index alert_changes_of_alert on fraud.alert_changes (alert_id, changed_at desc);
create index alert_changes_of_tenant on fraud.alert_changes (tenant_id, changed_at desc, id desc);
create trigger alert_changes_immutable before update or delete on fraud.alert_changes
  for each row execute function fraud.refuse_change();
create trigger alert_changes_not_truncated before truncate on fraud.alert_changes
  for each statement execute function fraud.refuse_change();

-- Of earlier decisions the key is known alone.
insert into fraud.alert_changes (tenant_id, alert_id, change, changed_at, before, after, actor)
select tenant_id, id, state, decided_at, '{"state": "open"}', jsonb_build_object('state', state), jsonb_build_object(
    'type', case when decided_by like 'operator:%' then 'operator' else 'api_key' end, 'id', decided_by,
    'token_id', null, 'request_id', null, 'correlation_id', null, 'address', null, 'on_behalf_of', null)
  from fraud.alerts where state <> 'open' and decided_by is not null order by decided_at;

create or replace view fraud.audit_log with (security_invoker = true) as
  select tenant_id, md5(tenant_id || ' ' || rule || ' ' || version)::uuid as id, changed_at as at,
    'fraud_rule' as object_type, null::uuid as object_uuid, rule as object_name, 'updated' as change,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(before) where after -> key is distinct from value)
      as before,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(after) where before -> key is distinct from value)
      as after,
    actor ->> 'id' as actor_id, actor
  from fraud.rule_changes
  union all
  select tenant_id, id, changed_at, 'fraud_alert', alert_id, null::text, change, before, after, actor ->> 'id', actor
  from fraud.alert_changes;
