import { idToUuid, runParameterized, type Database } from '@florin/database';
import type { CurrencyTotals } from '@florin/rules';

export type TrialBalance = { asOf: Date; currencies: CurrencyTotals[] };

type TotalsRow = { currency: string; as_of_ms: string } & Record<
  'customers' | 'outside' | 'accounts' | 'transactions',
  string
>;

/*
 * Two independent sums that triggers update in the commit of every change (migration 0013), so that this query reads a few
 * rows per currency for any number of accounts and transactions. The audit compares them with the rows themselves.
 */
const totals = `
  select currency, sum(customers) as customers, sum(outside) as outside, sum(accounts) as accounts,
    sum(transactions) as transactions, (extract(epoch from statement_timestamp()) * 1000)::bigint as as_of_ms
  from ledger.book_totals where tenant_id = $1 group by currency order by currency`;

/** The totals of the tenant's customers and of its external accounts, by currency, from one snapshot. */
export async function readTrialBalance(database: Database, tenantId: string): Promise<TrialBalance> {
  const rows = await database.read((em) => runParameterized<TotalsRow>(em, totals, [idToUuid(tenantId)]));
  return {
    asOf: rows[0] ? new Date(Number(rows[0].as_of_ms)) : new Date(),
    currencies: rows.map((row) => {
      const [customers, outside] = [BigInt(row.customers), BigInt(row.outside)];
      const [accounts, transactions] = [Number(row.accounts), Number(row.transactions)];
      return { currency: row.currency, customers, outside, accounts, transactions };
    }),
  };
}
