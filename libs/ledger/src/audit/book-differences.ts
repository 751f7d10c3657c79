import { runForOneRow, type Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';

/*
 * The two sums are independent: triggers add the changes of balances to one and the transactions to the other, in the commit
 * of the change. They are a few rows for each currency of a tenant.
 */
const differences = `
  select count(*)::int as books from (
    select from ledger.book_totals group by tenant_id, currency having sum(customers) + sum(outside) <> 0
  ) as different`;

/**
 * Shows how many books (a currency of a tenant) do not balance: the customers' accounts hold another sum than the
 * transactions brought in. It must be 0. It reads no account; the whole audit is `auditLedger`.
 */
export function showBookDifferences(metrics: Metrics, logger: Logger, database: Database): void {
  metrics.gauge(
    'florin_audit_differences',
    'Currencies of tenants whose accounts hold another sum than their transactions brought in: must be 0.',
    [],
    async (gauge) => {
      try {
        gauge.set((await database.read((em) => runForOneRow<{ books: number }>(em, differences, []))).books);
      } catch (error) {
        // The other metrics must stay readable while the database is unavailable.
        logger.debug({ err: error }, 'the totals of the ledger cannot be read');
        gauge.remove();
      }
    },
  );
}
