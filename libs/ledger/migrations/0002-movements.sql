-- Holds, captures, voids, expiries and reversals; one clock for ids and times; what a timeline needs.

alter table ledger.transactions
  -- What is held on an account after this row, on each side that the row has a version for; null means nothing.
  add column to_held_after bigint check (to_held_after between 0 and 9007199254740991),
  -- A credit, debit or transfer says by its type which way the money goes; every other kind says it here.
  add column moves_as text check (moves_as in ('credit', 'debit', 'transfer')),
  -- Of a hold: what was captured of it so far. Of a row made on a hold: what was captured of that hold after this row.
  add column captured_amount bigint check (captured_amount between 0 and 9007199254740991),
  -- What this row gives back of its hold without moving it. Null unless the row ended the hold.
  add column released_amount bigint check (released_amount between 0 and 9007199254740991),
  -- The commit's outbox row, which may be purged long before the transaction.
  add column outbox_id bigint,
  -- When the request arrived; created_at says when it was decided, the outbox row when it was posted.
  add column received_at timestamptz,
  add constraint transactions_held_with_version check (
    (from_held_after is null or from_account_version is not null)
    and (to_held_after is null or to_account_version is not null)
  ),
  add constraint transactions_moves_as check (
    (type in ('credit', 'debit', 'transfer')) = (moves_as is null)
  ),
  add constraint transactions_parent check (
    (type in ('capture', 'void', 'expiry', 'reversal')) = (parent_id is not null)
  ),
  add constraint transactions_hold_status check (
    status = 'failed' or (type = 'hold') = (status in ('held', 'captured', 'voided', 'expired'))
  ),
  add constraint transactions_captured check (
    (captured_amount is not null) = (status <> 'failed' and type in ('hold', 'capture', 'void', 'expiry'))
    and (type <> 'hold' or captured_amount is null or captured_amount <= amount)
  ),
  add constraint transactions_released check (
    released_amount is null or (status = 'completed' and type in ('capture', 'void', 'expiry'))
  ),
  add constraint transactions_expires check (type = 'hold' or expires_at is null),
  add constraint transactions_not_in_advance check (effective_at <= created_at) not valid,
  -- Ids sort as the decisions were taken, and say when: a question about a period is a range of ids.
  add constraint transactions_id_tells_time check (uuid_extract_timestamp(id) = created_at) not valid;

create index transactions_of_parent on ledger.transactions (parent_id) where parent_id is not null;
create index transactions_held_until on ledger.transactions (expires_at)
  where status = 'held' and expires_at is not null;
-- Backdated movements are few; everything else counts when it was created, and is found by its id.
create index transactions_from_backdated on ledger.transactions (from_account_id, effective_at)
  where effective_at < created_at and from_account_version is not null;
create index transactions_to_backdated on ledger.transactions (to_account_id, effective_at)
  where effective_at < created_at and to_account_version is not null;

-- When it was posted, as near as a row can know it, and not when its unit of work began.
alter table ledger.outbox alter column created_at set default clock_timestamp();

-- As before, and: what only promises money (a hold) or takes the promise back touches the paying side alone, and the
-- newest row of each account leaves as much held as the account says.
create or replace function ledger.check_posted() returns trigger language plpgsql as $$
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
      or (t.kind = 'customer' and p.type not in ('hold', 'void', 'expiry')) <> (p.to_account_version is not null)
      or p.from_account_version > f.version or p.to_account_version > t.version
      or (p.from_account_version = f.version
        and (p.from_balance_after <> f.balance or coalesce(p.from_held_after, 0) <> f.held))
      or (p.to_account_version = t.version
        and (p.to_balance_after <> t.balance or coalesce(p.to_held_after, 0) <> t.held))
    )
  ) then
    raise exception 'the movement and its account disagree about version, balance or what is held'
      using errcode = '23514', constraint = 'transactions_agree_with_account';
  end if;
  return null;
end $$;

-- A row made on an earlier one belongs to the same tenant, and takes no more from it than there is. Its accounts are
-- the parent's, whose rows are locked, so that no two units of work can decide about one parent at once.
create function ledger.check_child() returns trigger language plpgsql as $$
declare
  parent ledger.transactions;
begin
  select * into parent from ledger.transactions where id = new.parent_id;
  if parent.id is null or parent.tenant_id <> new.tenant_id or parent.currency <> new.currency then
    raise exception 'transaction % has no parent %', new.id, new.parent_id
      using errcode = '23514', constraint = 'transactions_parent_agrees';
  end if;
  if new.status = 'failed' then
    return null;
  end if;
  if new.type = 'reversal' then
    if parent.status <> 'completed' or parent.type not in ('credit', 'debit', 'transfer', 'capture')
      or new.from_account_id <> parent.to_account_id or new.to_account_id <> parent.from_account_id
      or parent.amount < (
        select sum(amount) from ledger.transactions
        where parent_id = parent.id and type = 'reversal' and status = 'completed'
      )
    then
      raise exception 'a reversal must undo what is there and no more of it'
        using errcode = '23514', constraint = 'transactions_reversed';
    end if;
  elsif parent.type <> 'hold' or parent.status = 'failed'
    or new.from_account_id <> parent.from_account_id or new.to_account_id <> parent.to_account_id
    or parent.captured_amount <> (
      select coalesce(sum(amount), 0) from ledger.transactions
      where parent_id = parent.id and type = 'capture' and status = 'completed'
    )
    or (parent.status = 'held') = exists (
      select from ledger.transactions where parent_id = parent.id and released_amount is not null
    )
  then
    raise exception 'a hold and what was made on it disagree'
      using errcode = '23514', constraint = 'transactions_hold_agrees';
  end if;
  return null;
end $$;

create trigger transactions_check_child after insert on ledger.transactions
  for each row when (new.parent_id is not null) execute function ledger.check_child();

-- An open hold may be captured of, and may end once. Nothing else of a posted transaction ever changes.
create function ledger.check_hold_change() returns trigger language plpgsql as $$
declare
  unchanged ledger.transactions := new;
begin
  unchanged.status := old.status;
  unchanged.captured_amount := old.captured_amount;
  if unchanged is distinct from old or new.captured_amount < old.captured_amount
    or new.status not in ('held', 'captured', 'voided', 'expired')
  then
    raise exception 'the books are append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
      using errcode = '23514', constraint = 'books_append_only';
  end if;
  return new;
end $$;

create trigger transactions_hold_change before update on ledger.transactions
  for each row when (old.status = 'held') execute function ledger.check_hold_change();
