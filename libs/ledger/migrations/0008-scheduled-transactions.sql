-- Movements that are to be posted later. What becomes of one is decided once: claiming it for its execution and
-- cancelling it are updates of the same row, and whoever comes second finds it decided.
create table ledger.scheduled_transactions (
  id uuid primary key,
  tenant_id uuid not null references ledger.tenants,
  type text not null check (type in ('credit', 'debit', 'transfer')),
  -- Null is the world outside. No foreign keys: they would wait for the rows of busy accounts, and accounts stay.
  from_account_id uuid,
  to_account_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount bigint not null check (amount between 1 and 9007199254740991),
  reference text check (length(reference) <= 255),
  description text check (length(description) <= 1000),
  metadata jsonb check (jsonb_typeof(metadata) = 'object'),
  scheduled_for timestamptz not null,
  status text not null default 'pending' check (status in ('pending', 'executed', 'failed', 'cancelled')),
  -- When its execution began. From then on it cannot be cancelled, whoever finishes it.
  claimed_at timestamptz,
  -- What was posted, or recorded as failed.
  transaction_id uuid references ledger.transactions,
  failure_code text,
  failure_message text,
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  fingerprint bytea,
  request_id text check (length(request_id) <= 128),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint scheduled_transactions_sides check (
    (type = 'credit' and from_account_id is null and to_account_id is not null)
    or (type = 'debit' and from_account_id is not null and to_account_id is null)
    or (type = 'transfer' and from_account_id <> to_account_id)
  ),
  constraint scheduled_transactions_fingerprint check ((idempotency_key is null) = (fingerprint is null)),
  constraint scheduled_transactions_failure check ((status = 'failed') = (failure_code is not null)),
  constraint scheduled_transactions_executed check (status <> 'executed' or transaction_id is not null),
  constraint scheduled_transactions_claimed check (
    case status when 'cancelled' then claimed_at is null when 'pending' then true else claimed_at is not null end
  )
);

create unique index scheduled_transactions_key on ledger.scheduled_transactions (tenant_id, idempotency_key)
  where idempotency_key is not null;
create unique index scheduled_transactions_transaction on ledger.scheduled_transactions (transaction_id)
  where transaction_id is not null;
create index scheduled_transactions_due on ledger.scheduled_transactions (scheduled_for, id) where status = 'pending';
create index scheduled_transactions_of_tenant on ledger.scheduled_transactions (tenant_id, id);

create trigger scheduled_transactions_decided before update on ledger.scheduled_transactions
  for each row when (old.status <> 'pending') execute function ledger.refuse_change();
create trigger scheduled_transactions_kept before delete on ledger.scheduled_transactions
  for each row execute function ledger.refuse_change();
create trigger scheduled_transactions_not_truncated before truncate on ledger.scheduled_transactions
  for each statement execute function ledger.refuse_change();
