-- The totals of each tenant's books by currency, kept in the same commit as the rows that they add up, so that a trial
-- balance reads a few rows however many accounts and transactions there are.

-- A tenant's totals are the sum of its rows here. A commit adds to any row that no other commit holds at that moment, and
-- inserts one where all are held: no commit waits for another, and there are at most as many rows as there were commits
-- at the same time. Updates change no indexed column and stay on their page.
create table ledger.book_totals (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What the customers' accounts hold, added up from the changes of their balances; numeric, because a sum may pass what
  -- bigint holds.
  customers numeric not null default 0 check (customers = trunc(customers) and customers <> 'NaN'),
  -- What the external account has, added up from the transactions.
  outside numeric not null default 0 check (outside = trunc(outside) and outside <> 'NaN'),
  accounts bigint not null default 0,
  transactions bigint not null default 0
) with (fillfactor = 50);
create index book_totals_of_tenant on ledger.book_totals (tenant_id, currency);

create function ledger.add_to_book_totals(
  of_tenant uuid, in_currency text,
  more_customers numeric, more_outside numeric, more_accounts bigint, more_transactions bigint
) returns void language plpgsql as $$
begin
  update ledger.book_totals set
    customers = customers + more_customers, outside = outside + more_outside,
    accounts = accounts + more_accounts, transactions = transactions + more_transactions
  where id = (
    select id from ledger.book_totals where tenant_id = of_tenant and currency = in_currency
    limit 1 for update skip locked
  );
  if not found then
    insert into ledger.book_totals (tenant_id, currency, customers, outside, accounts, transactions)
    values (of_tenant, in_currency, more_customers, more_outside, more_accounts, more_transactions);
  end if;
end $$;

-- The accounts' side: only balances, never movements, so that the two sides check each other.
create function ledger.total_accounts() returns trigger language plpgsql as $$
declare
  added record;
begin
  if tg_op = 'INSERT' then
    for added in
      select tenant_id, currency, sum(balance) as customers, count(*) as accounts
      from changed where kind = 'customer' group by tenant_id, currency
    loop
      perform ledger.add_to_book_totals(added.tenant_id, added.currency, added.customers, 0, added.accounts, 0);
    end loop;
  else
    for added in
      select tenant_id, currency, sum(balance) as customers from (
        select tenant_id, currency, balance from changed union all select tenant_id, currency, -balance from previous
      ) as both_sides group by tenant_id, currency having sum(balance) <> 0
    loop
      perform ledger.add_to_book_totals(added.tenant_id, added.currency, added.customers, 0, 0, 0);
    end loop;
  end if;
  return null;
end $$;

-- The transactions' side: only what was posted, never what the accounts say.
create function ledger.total_transactions() returns trigger language plpgsql as $$
declare
  added record;
begin
  for added in
    select tenant_id, currency, count(*) as transactions,
      coalesce(sum(case
        when status <> 'completed' or type in ('hold', 'void', 'expiry') then 0
        when to_account_version is null then amount
        when from_account_version is null then -amount
        else 0
      end), 0) as outside
    from posted group by tenant_id, currency
  loop
    perform ledger.add_to_book_totals(added.tenant_id, added.currency, 0, added.outside, 0, added.transactions);
  end loop;
  return null;
end $$;

-- Nothing is posted between the count and the triggers. In this order, as postings take them: none of them deadlocks.
lock table ledger.accounts, ledger.transactions in share row exclusive mode;

insert into ledger.book_totals (tenant_id, currency, customers, outside, accounts, transactions)
with inside as (
  select tenant_id, currency, sum(balance) as customers, count(*) as accounts
  from ledger.accounts where kind = 'customer' group by 1, 2
), outside as (
  select tenant_id, currency, count(*) as transactions,
    coalesce(sum(case
      when status <> 'completed' or type in ('hold', 'void', 'expiry') then 0
      when to_account_version is null then amount
      when from_account_version is null then -amount
      else 0
    end), 0) as outside
  from ledger.transactions group by 1, 2
)
select tenant_id, currency, coalesce(customers, 0), coalesce(outside, 0),
  coalesce(accounts, 0), coalesce(transactions, 0)
from inside full join outside using (tenant_id, currency);

create trigger accounts_total_opened after insert on ledger.accounts
  referencing new table as changed for each statement execute function ledger.total_accounts();
create trigger accounts_total_changed after update on ledger.accounts
  referencing old table as previous new table as changed for each statement execute function ledger.total_accounts();
create trigger transactions_total_posted after insert on ledger.transactions
  referencing new table as posted for each statement execute function ledger.total_transactions();

create trigger book_totals_kept before delete on ledger.book_totals
  for each row execute function ledger.refuse_change();
create trigger book_totals_not_truncated before truncate on ledger.book_totals
  for each statement execute function ledger.refuse_change();

-- Scheduled transactions of one account, newest first: without these the list reads all of the tenant's.
create index scheduled_transactions_from on ledger.scheduled_transactions (from_account_id, id)
  where from_account_id is not null;
create index scheduled_transactions_to on ledger.scheduled_transactions (to_account_id, id)
  where to_account_id is not null;
