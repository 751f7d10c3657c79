-- The keys that were used before there was one table of them; what is posted meanwhile takes its own. Where one key was
-- used for two things, which no longer can be, money comes first.
insert into ledger.idempotency_keys (tenant_id, key, fingerprint, created_at)
select tenant_id, ledger.plain_key(idempotency_key), fingerprint, created_at
from (
  select 1 as rank, tenant_id, idempotency_key, fingerprint, created_at from ledger.transactions
  where idempotency_key is not null
  union all
  select 2, tenant_id, idempotency_key, fingerprint, created_at from ledger.batches
  where idempotency_key is not null
  union all
  select 3, tenant_id, idempotency_key, fingerprint, created_at from ledger.account_openings
  union all
  select 4, tenant_id, idempotency_key, fingerprint, created_at from ledger.scheduled_transactions
  where idempotency_key is not null
) as used
order by rank
on conflict (tenant_id, key) do nothing;

-- API keys that were made under one stand in a schema of their own, which may be in a database of its own.
do $$
begin
  if exists (
    select from information_schema.columns
    where table_schema = 'access' and table_name = 'api_keys' and column_name = 'idempotency_key'
  ) then
    execute $keys$
      insert into ledger.idempotency_keys (tenant_id, key, fingerprint, created_at, operation)
      select tenant_id, ledger.plain_key(idempotency_key), fingerprint, created_at,
        case when replaces is null then 'createApiKey' else 'rotateApiKey' end
      from access.api_keys where idempotency_key is not null
      on conflict (tenant_id, key) do nothing
    $keys$;
  end if;
end $$;
