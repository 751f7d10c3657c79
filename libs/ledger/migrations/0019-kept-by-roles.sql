-- An outbox row is written once and published once: the apps change nothing else of it, and a published row stays published.
create trigger outbox_published_once before update on ledger.outbox
  for each row when (
    (old.published_at is not null or new.published_at is null
      or new.id <> old.id or new.transaction_ids <> old.transaction_ids
      or new.account_events is distinct from old.account_events or new.created_at <> old.created_at)
    and current_user in ('florin_api', 'florin_worker')
  ) execute function ledger.refuse_change();

-- The roles that post may change a balance, because movements do; at the end of their commit there must be the movement that
-- did. Statement triggers cannot wait for the end of a commit, and the accounts are written before the transactions.
create function ledger.check_moved() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from ledger.transactions
    where from_account_id = new.id and from_account_version = new.version
      and from_balance_after = new.balance and coalesce(from_held_after, 0) = new.held
  ) and not exists (
    select from ledger.transactions
    where to_account_id = new.id and to_account_version = new.version
      and to_balance_after = new.balance and coalesce(to_held_after, 0) = new.held
  ) then
    raise exception 'permission denied: account % has no movement for its balance at version %', new.id, new.version
      using errcode = '42501', constraint = 'accounts_change_with_movements';
  end if;
  return null;
end $$;

create constraint trigger accounts_change_with_movements after update on ledger.accounts
  deferrable initially deferred for each row when (
    (old.balance <> new.balance or old.held <> new.held or old.version <> new.version)
    and current_user in ('florin_api', 'florin_worker')
  ) execute function ledger.check_moved();
create constraint trigger accounts_open_with_movements after insert on ledger.accounts
  deferrable initially deferred for each row when (
    (new.balance <> 0 or new.held <> 0 or new.version <> 0) and current_user in ('florin_api', 'florin_worker')
  ) execute function ledger.check_moved();

-- Where row security is on, a transaction that has ended is no row that an UPDATE could find.
create policy open_holds_only on ledger.transactions as restrictive for update
  using (status = 'held') with check (true);
