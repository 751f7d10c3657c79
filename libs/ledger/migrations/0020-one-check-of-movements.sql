-- The same rule as in 0019, checked once for each statement at the end of its commit, and not once for each account: the
-- calls of the trigger's function cost a tenth of PostgreSQL's CPU time of a batch of 40 movements.

-- What an UPDATE of accounts has left to be checked when its commit ends. A row never outlives its commit, so the table needs
-- no write-ahead log. It has no sequence: that of an unlogged table is unreadable on a standby after its promotion. No role but
-- the owner can use it.
create unlogged table ledger.movements_due (
  id uuid primary key default gen_random_uuid(),
  account_ids uuid[] not null,
  versions bigint[] not null,
  balances bigint[] not null,
  held bigint[] not null
);

-- Constraint triggers, which can wait for the end of a commit, are for rows and have no transition tables: this trigger
-- gathers the accounts that changed in one row.
create function ledger.note_movements_due() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.movements_due (account_ids, versions, balances, held)
  select array_agg(n.id), array_agg(n.version), array_agg(n.balance), array_agg(n.held)
  from changed n join previous o on o.id = n.id
  where (n.balance, n.held, n.version) is distinct from (o.balance, o.held, o.version)
  having count(*) > 0;
  return null;
end $$;

-- Sub-selects in a CASE are probes of the two indexes, however small the table is and whatever the planner knows of it. One
-- plan serves any number of accounts: planning again in every commit would cost more than the probes.
create function ledger.check_movements_due() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  unmoved record;
begin
  select due.id, due.version into unmoved
  from unnest(new.account_ids, new.versions, new.balances, new.held) as due (id, version, balance, held)
  where case
    when exists (
      select from ledger.transactions
      where from_account_id = due.id and from_account_version = due.version
        and from_balance_after = due.balance and coalesce(from_held_after, 0) = due.held
    ) then false
    else not exists (
      select from ledger.transactions
      where to_account_id = due.id and to_account_version = due.version
        and to_balance_after = due.balance and coalesce(to_held_after, 0) = due.held
    )
  end limit 1;
  if found then
    raise exception 'permission denied: account % has no movement for its balance at version %',
      unmoved.id, unmoved.version
      using errcode = '42501', constraint = 'accounts_change_with_movements';
  end if;
  delete from ledger.movements_due where id = new.id;
  return null;
end $$;

create constraint trigger movements_due_at_commit after insert on ledger.movements_due
  deferrable initially deferred for each row execute function ledger.check_movements_due();

-- Both in one commit: no movement goes unchecked between them.
drop trigger accounts_change_with_movements on ledger.accounts;
create trigger accounts_change_with_movements after update on ledger.accounts
  referencing old table as previous new table as changed for each statement
  when (current_user in ('florin_api', 'florin_worker')) execute function ledger.note_movements_due();
