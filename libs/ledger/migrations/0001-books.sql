-- The books. What the rules in TypeScript say, the constraints here say again: PostgreSQL decides.

create table ledger.tenants (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  created_at timestamptz not null default now()
);

-- One row an account. Kept narrow and with room on each page (fillfactor), because every movement rewrites it:
-- the update stays on its page and touches no index.
create table ledger.accounts (
  id uuid primary key,
  tenant_id uuid not null references ledger.tenants,
  -- 'outside' is the tenant's account for the world outside in one currency: its row is never locked or changed,
  -- its balance is derived from the movements.
  kind text not null default 'customer' check (kind in ('customer', 'outside')),
  status text not null default 'open' check (status in ('open', 'frozen', 'closed')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  balance bigint not null default 0 check (balance between -9007199254740991 and 9007199254740991),
  held bigint not null default 0 check (held between 0 and 9007199254740991),
  overdraft_limit bigint not null default 0 check (overdraft_limit between 0 and 999999999999999),
  version bigint not null default 0 check (version >= 0),
  external_id text check (length(external_id) between 1 and 255),
  name text check (length(name) between 1 and 255),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint accounts_within_limit check (balance - held + overdraft_limit >= 0),
  constraint accounts_outside_untouched check (kind = 'customer' or (balance = 0 and held = 0 and version = 0)),
  constraint accounts_closed_empty check (status <> 'closed' or (balance = 0 and held = 0))
) with (fillfactor = 70);

create unique index accounts_external_id on ledger.accounts (tenant_id, external_id) where external_id is not null;
create unique index accounts_outside on ledger.accounts (tenant_id, currency) where kind = 'outside';
create index accounts_of_tenant on ledger.accounts (tenant_id, id) where kind = 'customer';

-- The answer to a keyed request that opened an account, so that a repetition gets the same answer for ever.
create table ledger.account_openings (
  tenant_id uuid not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 255),
  fingerprint bytea not null,
  account_id uuid not null references ledger.accounts deferrable initially deferred,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  constraint account_openings_key primary key (tenant_id, idempotency_key)
);

-- One row is one movement is the double entry: `amount` leaves one account and arrives in the other.
-- Completed and failed alike are recorded. Versions and balances stand on the side of customer accounts only.
create table ledger.transactions (
  id uuid primary key,
  tenant_id uuid not null,
  type text not null check (type in ('credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'expiry', 'reversal')),
  status text not null check (status in ('completed', 'failed', 'held', 'captured', 'voided', 'expired')),
  from_account_id uuid not null,
  to_account_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount bigint not null check (amount between 1 and 9007199254740991),
  from_account_version bigint check (from_account_version > 0),
  to_account_version bigint check (to_account_version > 0),
  from_balance_after bigint check (from_balance_after between -9007199254740991 and 9007199254740991),
  to_balance_after bigint check (to_balance_after between -9007199254740991 and 9007199254740991),
  -- What is held on the paying account after this row; null where nothing was ever held.
  from_held_after bigint check (from_held_after between 0 and 9007199254740991),
  reference text check (length(reference) <= 255),
  description text check (length(description) <= 1000),
  metadata jsonb check (jsonb_typeof(metadata) = 'object'),
  failure_code text,
  failure_message text,
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  fingerprint bytea,
  request_id text check (length(request_id) <= 128),
  -- The hold that a capture, void or expiry ends, or the transaction that a reversal undoes.
  parent_id uuid,
  expires_at timestamptz,
  effective_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint transactions_two_sides check (from_account_id <> to_account_id),
  constraint transactions_failure check ((status = 'failed') = (failure_code is not null)),
  constraint transactions_failed_moves_nothing check (
    status <> 'failed' or (from_account_version is null and to_account_version is null
      and from_balance_after is null and to_balance_after is null)
  ),
  constraint transactions_versioned check (
    status = 'failed' or from_account_version is not null or to_account_version is not null
  ),
  constraint transactions_balance_with_version check (
    (from_account_version is null) = (from_balance_after is null)
    and (to_account_version is null) = (to_balance_after is null)
  ),
  constraint transactions_fingerprint check ((idempotency_key is null) = (fingerprint is null))
);

create unique index transactions_idempotency_key on ledger.transactions (tenant_id, idempotency_key)
  where idempotency_key is not null;
create unique index transactions_from_version on ledger.transactions (from_account_id, from_account_version)
  where from_account_version is not null;
create unique index transactions_to_version on ledger.transactions (to_account_id, to_account_version)
  where to_account_version is not null;
-- Lists, newest first: of a tenant, and of an account on either side (the outside's side is left out).
create index transactions_of_tenant on ledger.transactions (tenant_id, id);
create index transactions_from on ledger.transactions (from_account_id, id)
  where from_account_version is not null or status = 'failed';
create index transactions_to on ledger.transactions (to_account_id, id)
  where to_account_version is not null or status = 'failed';

-- One row a commit: what it posted, in the order of its decisions. The events are made from the transactions
-- themselves when they are published, so none can exist without its transaction.
create table ledger.outbox (
  id bigint generated always as identity primary key,
  transaction_ids uuid[] not null default '{}',
  account_events jsonb,
  created_at timestamptz not null default now(),
  published_at timestamptz
);
create index outbox_unpublished on ledger.outbox (id) where published_at is null;
create index outbox_published on ledger.outbox (published_at) where published_at is not null;

-- Both sides exist, in the same tenant and currency, and at most one is the outside; and the newest movement of each
-- account leaves what the account says it has. One query a statement: foreign keys would lock the outside's row
-- (FOR KEY SHARE) in every commit and make it the bank's one queue.
create function ledger.check_posted() returns trigger language plpgsql as $$
begin
  if exists (
    select from posted p
    left join ledger.accounts f on f.id = p.from_account_id
    left join ledger.accounts t on t.id = p.to_account_id
    where f.id is null or t.id is null
      or f.tenant_id <> p.tenant_id or t.tenant_id <> p.tenant_id
      or f.currency <> p.currency or t.currency <> p.currency
      or (f.kind = 'outside' and t.kind = 'outside')
  ) then
    raise exception 'a transaction must join two accounts of one tenant and one currency'
      using errcode = '23514', constraint = 'transactions_sides_agree';
  end if;
  if exists (
    select from posted p
    join ledger.accounts f on f.id = p.from_account_id
    join ledger.accounts t on t.id = p.to_account_id
    where p.status <> 'failed' and (
      (f.kind = 'customer') <> (p.from_account_version is not null)
      or (t.kind = 'customer') <> (p.to_account_version is not null)
      or p.from_account_version > f.version or p.to_account_version > t.version
      or (p.from_account_version = f.version and p.from_balance_after <> f.balance)
      or (p.to_account_version = t.version and p.to_balance_after <> t.balance)
    )
  ) then
    raise exception 'the movement and its account disagree about version or balance'
      using errcode = '23514', constraint = 'transactions_agree_with_account';
  end if;
  return null;
end $$;

create trigger transactions_check_posted after insert on ledger.transactions
  referencing new table as posted for each statement execute function ledger.check_posted();

-- Posted transactions never change and nothing of the books is deleted: a correction is a new transaction.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the books are append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = '23514', constraint = 'books_append_only';
end $$;

create trigger transactions_immutable before update on ledger.transactions
  for each row when (old.status <> 'held') execute function ledger.refuse_change();
create trigger transactions_kept before delete on ledger.transactions
  for each row execute function ledger.refuse_change();
create trigger transactions_not_truncated before truncate on ledger.transactions
  for each statement execute function ledger.refuse_change();
create trigger accounts_kept before delete on ledger.accounts
  for each row execute function ledger.refuse_change();
create trigger accounts_identity before update on ledger.accounts
  for each row when (
    old.id <> new.id or old.tenant_id <> new.tenant_id or old.currency <> new.currency or old.kind <> new.kind
  ) execute function ledger.refuse_change();
