type Check = { invariant: string; says: string; sql: string };

/** Every movement seen from each account that it touched. */
const lines = `
  lines as (
    select from_account_id as account_id, from_account_version as version, from_balance_after as balance_after,
      -amount as change, id from ledger.transactions where from_account_version is not null
    union all
    select to_account_id, to_account_version, to_balance_after, amount, id
      from ledger.transactions where to_account_version is not null
  )`;

/** The invariants of money as queries that return the offending rows. */
export const checks: readonly Check[] = [
  {
    invariant: 'I1',
    says: 'per tenant and currency, what customers have is what came in from outside less what went out',
    sql: `
      with inside as (
        select tenant_id, currency, sum(balance) as total from ledger.accounts where kind = 'customer' group by 1, 2
      ), outside as (
        select tenant_id, currency,
          sum(case when from_account_version is null then amount else 0 end)
            - sum(case when to_account_version is null then amount else 0 end) as total
        from ledger.transactions where status = 'completed' group by 1, 2
      )
      select inside.tenant_id, inside.currency, inside.total as inside, coalesce(outside.total, 0) as outside
      from inside left join outside using (tenant_id, currency) where inside.total <> coalesce(outside.total, 0)`,
  },
  {
    invariant: 'I2',
    says: "an account's balance is the sum of its movements, and its version their number",
    sql: `
      with ${lines}, sums as (select account_id, sum(change) as total, count(*) as movements from lines group by 1)
      select a.id, a.balance, coalesce(s.total, 0) as movements_sum, a.version, coalesce(s.movements, 0) as movements
      from ledger.accounts a left join sums s on s.account_id = a.id
      where a.balance <> coalesce(s.total, 0) or a.version <> coalesce(s.movements, 0)`,
  },
  {
    invariant: 'I3',
    says: 'no account is below its limit, now or after any movement',
    sql: `
      with ${lines}
      select a.id, a.balance, a.held, a.overdraft_limit, l.version, l.balance_after, past.overdraft_limit as limit_then
      from ledger.accounts a left join lines l on l.account_id = a.id
      -- The limit that held at a movement is the one before the first change after it, or today's.
      left join lateral (
        select (c.before ->> 'overdraft_limit')::bigint as overdraft_limit from ledger.account_changes c
        where c.account_id = a.id and c.account_version >= l.version and jsonb_exists(c.before, 'overdraft_limit')
        order by c.id limit 1
      ) past on true
      where a.balance - a.held + a.overdraft_limit < 0
        or l.balance_after + coalesce(past.overdraft_limit, a.overdraft_limit) < 0`,
  },
  {
    invariant: 'I4',
    says: 'versions run 1, 2, 3 … without gap or repeat, and each balance follows from the one before',
    sql: `
      with ${lines}, ordered as (
        select *, row_number() over w as expected, lag(balance_after, 1, 0::bigint) over w as before
        from lines window w as (partition by account_id order by version)
      )
      select account_id, id, version, expected, before, change, balance_after from ordered
      where version <> expected or balance_after <> before + change`,
  },
  {
    invariant: 'I9',
    says: 'one idempotency key of a tenant has one transaction at most',
    sql: `
      select tenant_id, idempotency_key, count(*) from ledger.transactions
      where idempotency_key is not null group by 1, 2 having count(*) > 1`,
  },
  {
    invariant: 'I13',
    says: 'every recorded transaction is in the outbox once',
    sql: `
      with listed as (select unnest(transaction_ids) as id from ledger.outbox), counted as (
        select id, count(*) as times from listed group by 1
      )
      select t.id, coalesce(c.times, 0) as times from ledger.transactions t full join counted c on c.id = t.id
      where c.times is distinct from 1 or t.id is null`,
  },
];
