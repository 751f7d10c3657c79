-- What was changed of an account's own terms (its name, limits, status …), by which request, and at which of its
-- versions: the audit judges each movement by the overdraft limit that held when it was made.
create table ledger.account_changes (
  -- Ascends per account: the row is written while the account's row is locked.
  id bigint generated always as identity primary key,
  account_id uuid not null references ledger.accounts,
  account_version bigint not null check (account_version >= 0),
  -- The fields that changed, and no others, as the contract names them.
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  after jsonb not null check (jsonb_typeof(after) = 'object' and after <> before),
  request_id text check (length(request_id) <= 128),
  changed_at timestamptz not null
);
create index account_changes_of_account on ledger.account_changes (account_id, id);

create trigger account_changes_immutable before update or delete on ledger.account_changes
  for each row execute function ledger.refuse_change();
create trigger account_changes_not_truncated before truncate on ledger.account_changes
  for each statement execute function ledger.refuse_change();

-- Closed is final.
create trigger accounts_closed_for_good before update on ledger.accounts
  for each row when (old.status = 'closed' and new.status <> 'closed') execute function ledger.refuse_change();
