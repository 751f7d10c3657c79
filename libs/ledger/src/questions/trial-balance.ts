import { idToUuid, runParameterized, type Database } from '@florin/database';
import { exactNumber } from '../money.ts';
import { movesNothing } from './sides.ts';

/** One currency's books. `customers` is what the accounts say, `outside` what the movements say; together they are 0. */
export type CurrencyTotals = {
  currency: string;
  customers: number;
  outside: number;
  difference: number;
  accounts: number;
  transactions: number;
};

export type TrialBalance = { asOf: Date; currencies: CurrencyTotals[] };

type TotalsRow = { currency: string; as_of_ms: string } & Record<
  'customers' | 'outside' | 'accounts' | 'transactions',
  string
>;

/*
 * Two independent sums over one snapshot, since it is one statement: balances of the customers' accounts, and what the
 * movements took from the outside account or brought there. It reads all of the tenant's transactions.
 */
const totals = `
  with inside as (
    select currency, sum(balance) as customers, count(*) as accounts
    from ledger.accounts where tenant_id = $1 and kind = 'customer' group by currency
  ), outside as (
    select currency, count(*) as transactions,
      coalesce(sum(amount) filter (where to_account_version is null and moved), 0)
        - coalesce(sum(amount) filter (where from_account_version is null and moved), 0) as outside
    from (
      select currency, amount, from_account_version, to_account_version,
        status = 'completed' and not (${movesNothing}) as moved
      from ledger.transactions where tenant_id = $1
    ) as all_transactions group by currency
  )
  select currency, coalesce(customers, 0) as customers, coalesce(outside, 0) as outside,
    coalesce(accounts, 0) as accounts, coalesce(transactions, 0) as transactions,
    (extract(epoch from statement_timestamp()) * 1000)::bigint as as_of_ms
  from inside full join outside using (currency) order by currency`;

/** What the tenant's customers and the outside world have, by currency. Throws `limit_exceeded` beyond ±(2^53 − 1). */
export async function readTrialBalance(database: Database, tenantId: string): Promise<TrialBalance> {
  const rows = await database.read((em) => runParameterized<TotalsRow>(em, totals, [idToUuid(tenantId)]));
  return {
    asOf: rows[0] ? new Date(Number(rows[0].as_of_ms)) : new Date(),
    currencies: rows.map((row) => {
      const [customers, outside] = [exactNumber(row.customers), exactNumber(row.outside)];
      const [accounts, transactions] = [Number(row.accounts), Number(row.transactions)];
      const difference = customers + outside;
      return { currency: row.currency, customers, outside, difference, accounts, transactions };
    }),
  };
}
