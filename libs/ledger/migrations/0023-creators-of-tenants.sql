-- Which operator created a tenant; null for tenants from before. The creation is the first entry of a tenant's audit log.
alter table ledger.tenants add column created_by text check (length(created_by) between 1 and 128);

create or replace view ledger.audit_log with (security_invoker = true) as
  select tenant_id, md5('account_changes ' || id)::uuid as id, changed_at as at,
    'account' as object_type, account_id as object_uuid, null::text as object_name,
    -- The first record of an account is that of its opening; all others have something before.
    case when before = '{}' then 'opened'
      when after ->> 'status' = 'open' then 'unfrozen'
      else coalesce(after ->> 'status', 'updated') end as change,
    before, after, actor_id,
    ledger.actor_of(actor_id, token_id, request_id, server_request_id, address, on_behalf_of) as actor
  from ledger.account_changes
  union all
  select tenant_id, md5('created ' || id)::uuid, created_at, 'scheduled_transaction', id, null::text, 'created',
    -- As answers show the time: a time in JSON is otherwise written in the time zone of the session.
    '{}'::jsonb, jsonb_strip_nulls(jsonb_build_object(
      'type', type, 'amount', amount, 'currency', currency, 'scheduled_for',
      to_char(scheduled_for at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reference', reference)),
    actor_id, ledger.actor_of(actor_id, token_id, request_id, server_request_id, address, on_behalf_of)
  from ledger.scheduled_transactions
  union all
  select tenant_id, md5('cancelled ' || id)::uuid, updated_at, 'scheduled_transaction', id, null::text, 'cancelled',
    '{"status": "pending"}'::jsonb, '{"status": "cancelled"}'::jsonb, cancelled_by ->> 'id', cancelled_by
  from ledger.scheduled_transactions where status = 'cancelled'
  union all
  select id, md5('tenants ' || id)::uuid, created_at, 'tenant', id, null::text, 'created',
    '{}'::jsonb, jsonb_build_object('name', name),
    created_by, ledger.actor_of(created_by, null, null, null, null, null)
  from ledger.tenants;
