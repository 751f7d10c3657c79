import { lines, movingKinds, type Check } from './lines.ts';

const moved = `status = 'completed' and type in (${movingKinds})`;

/** The invariants of single accounts and of all accounts together. */
export const accountChecks: readonly Check[] = [
  {
    invariant: 'I1',
    says: 'per tenant and currency, the balances of customers are the sum of credits minus debits',
    sql: `
      with inside as (
        select tenant_id, currency, sum(balance) as total from ledger.accounts where kind = 'customer' group by 1, 2
      ), outside as (
        select tenant_id, currency,
          sum(case when from_account_version is null then amount else 0 end)
            - sum(case when to_account_version is null then amount else 0 end) as total
        from ledger.transactions where status = 'completed' and type in (${movingKinds}) group by 1, 2
      )
      select inside.tenant_id, inside.currency, inside.total as inside, coalesce(outside.total, 0) as outside
      from inside left join outside using (tenant_id, currency) where inside.total <> coalesce(outside.total, 0)`,
  },
  {
    invariant: 'I1',
    says: 'the stored totals of the trial balance equal the sums of accounts and transactions',
    sql: `
      with inside as (
        select tenant_id, currency, sum(balance) as customers, count(*) as accounts
        from ledger.accounts where kind = 'customer' group by 1, 2
      ), outside as (
        select tenant_id, currency, count(*) as transactions,
          coalesce(sum(case when to_account_version is null then amount else 0 end) filter (where ${moved}), 0)
            - coalesce(sum(case when from_account_version is null then amount else 0 end) filter (where ${moved}), 0)
            as outside
        from ledger.transactions group by 1, 2
      ), kept as (
        select tenant_id, currency, sum(customers) as customers, sum(outside) as outside,
          sum(accounts) as accounts, sum(transactions) as transactions
        from ledger.book_totals group by 1, 2
      )
      select tenant_id, currency, kept.customers, inside.customers as customers_counted,
        kept.outside, outside.outside as outside_counted, kept.accounts, inside.accounts as accounts_counted,
        kept.transactions, outside.transactions as transactions_counted
      from inside full join outside using (tenant_id, currency) full join kept using (tenant_id, currency)
      where kept.customers is distinct from coalesce(inside.customers, 0)
        or kept.outside is distinct from coalesce(outside.outside, 0)
        or kept.accounts is distinct from coalesce(inside.accounts, 0)
        or kept.transactions is distinct from coalesce(outside.transactions, 0)`,
  },
  {
    invariant: 'I1',
    says: 'the triggers that update these totals exist and are enabled',
    sql: `
      select expected.name from (values
        ('accounts_total_opened', 'ledger.accounts'), ('accounts_total_changed', 'ledger.accounts'),
        ('transactions_total_posted', 'ledger.transactions')
      ) as expected (name, of_table)
      left join pg_trigger t on t.tgname = expected.name and t.tgrelid = expected.of_table::regclass
      where t.tgenabled is null or t.tgenabled not in ('O', 'A')`,
  },
  {
    invariant: 'I2',
    says: "an account's balance and held amount are the sums of its movements, and its version is their number",
    sql: `
      with ${lines}, sums as (
        select account_id, sum(change) as total, sum(held_change) as held, count(*) as movements from lines group by 1
      )
      select a.id, a.balance, coalesce(s.total, 0) as movements_sum, a.held, coalesce(s.held, 0) as held_sum,
        a.version, coalesce(s.movements, 0) as movements
      from ledger.accounts a left join sums s on s.account_id = a.id
      where a.balance <> coalesce(s.total, 0) or a.held <> coalesce(s.held, 0)
        or a.version <> coalesce(s.movements, 0)`,
  },
  {
    invariant: 'I3',
    says: 'no account is below its limit, now or after any movement',
    sql: `
      with ${lines}
      select a.id, a.balance, a.held, a.overdraft_limit, l.version, l.balance_after, l.held_after,
        past.overdraft_limit as limit_then
      from ledger.accounts a left join lines l on l.account_id = a.id
      -- The limit at a movement is the one before the first change after it, or the current one.
      left join lateral (
        select (c.before ->> 'overdraft_limit')::bigint as overdraft_limit from ledger.account_changes c
        where c.account_id = a.id and c.account_version >= l.version and jsonb_exists(c.before, 'overdraft_limit')
        order by c.id limit 1
      ) past on true
      where a.balance - a.held + a.overdraft_limit < 0
        or l.balance_after - l.held_after + coalesce(past.overdraft_limit, a.overdraft_limit) < 0`,
  },
  {
    invariant: 'I4',
    says: 'versions are 1, 2, 3 … without gap or repeat, and balance, held amount and time follow from the row before',
    // Rows from before the second migration have no outbox_id, and their ids do not sort within a millisecond.
    sql: `
      with ${lines}, ordered as (
        select *, row_number() over w as expected, lag(balance_after, 1, 0::bigint) over w as balance_before,
          lag(held_after, 1, 0::bigint) over w as held_before, lag(id) over w as id_before,
          lag(created_at) over w as created_before
        from lines window w as (partition by account_id order by version)
      )
      select account_id, id, version, expected, balance_before, change, balance_after,
        held_before, held_change, held_after, created_before, created_at
      from ordered
      where version <> expected or balance_after <> balance_before + change
        or held_after <> held_before + held_change
        or (outbox_id is not null and (created_at < created_before or id <= id_before))`,
  },
];
