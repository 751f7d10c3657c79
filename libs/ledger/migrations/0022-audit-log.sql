-- Who changed what of a tenant. The records are in the tables of what they are about; the view gives them the columns that
-- the view audit_log has in every schema.

alter table ledger.account_changes add column tenant_id uuid references ledger.tenants;
alter table ledger.account_changes disable trigger account_changes_immutable;
update ledger.account_changes as change set tenant_id = account.tenant_id
  from ledger.accounts as account where account.id = change.account_id;
alter table ledger.account_changes enable trigger account_changes_immutable;

-- The release before this one still inserts rows without the tenant.
create function ledger.name_tenant_of_change() returns trigger language plpgsql as $$
begin
  select tenant_id into strict new.tenant_id from ledger.accounts where id = new.account_id;
  return new;
end $$;
create trigger account_changes_of_tenant before insert on ledger.account_changes
  for each row when (new.tenant_id is null) execute function ledger.name_tenant_of_change();
create index account_changes_by_tenant on ledger.account_changes (tenant_id, changed_at desc);

-- An actor as answers show it.
alter table ledger.scheduled_transactions
  add column cancelled_by jsonb
    check (cancelled_by is null or (jsonb_typeof(cancelled_by) = 'object' and status = 'cancelled'));
create index scheduled_transactions_by_creation on ledger.scheduled_transactions (tenant_id, created_at desc);
create index scheduled_transactions_by_cancellation on ledger.scheduled_transactions (tenant_id, updated_at desc)
  where status = 'cancelled';

-- An actor as answers show it. Inlined where it is called.
create function ledger.actor_of(
  actor_id text, token_id uuid, request_id text, server_request_id uuid, address inet, on_behalf_of text
) returns jsonb language sql stable parallel safe return
  case when actor_id is not null then jsonb_build_object(
    'type', case when actor_id like 'operator:%' then 'operator' when actor_id like 'system:%' then 'system' else 'api_key' end,
    'id', actor_id,
    'token_id', token_id,
    'request_id', coalesce(server_request_id::text, request_id),
    'correlation_id', case when server_request_id is not null then request_id end,
    'address', host(address),
    'on_behalf_of', on_behalf_of) end;

create view ledger.audit_log with (security_invoker = true) as
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
    '{}'::jsonb, jsonb_strip_nulls(jsonb_build_object(
      'type', type, 'amount', amount, 'currency', currency, 'scheduled_for', scheduled_for, 'reference', reference)),
    actor_id, ledger.actor_of(actor_id, token_id, request_id, server_request_id, address, on_behalf_of)
  from ledger.scheduled_transactions
  union all
  select tenant_id, md5('cancelled ' || id)::uuid, updated_at, 'scheduled_transaction', id, null::text, 'cancelled',
    '{"status": "pending"}'::jsonb, '{"status": "cancelled"}'::jsonb, cancelled_by ->> 'id', cancelled_by
  from ledger.scheduled_transactions where status = 'cancelled';
