import type { Database } from '@florin/database';
import { outboxPurgeOverdueSeconds, purgeOutbox, type Ledger } from '@florin/ledger';
import { failpoint } from '@florin/service';
import type { Job } from './run-jobs.ts';

/** The jobs of the ledger: everything that becomes due by time. */
export function ledgerJobs(ledger: Ledger, database: Database, outboxRetentionHours: number): Job[] {
  return [
    {
      name: 'expire-holds',
      run: () => ledger.expireHolds(),
      overdueSeconds: () => ledger.holdsOverdueSeconds(),
    },
    {
      name: 'execute-scheduled',
      run: () => ledger.executeScheduled(),
      overdueSeconds: () => ledger.scheduledOverdueSeconds(),
    },
    {
      // One step in each run removes the rows of some thousand commits a second, more than the bank makes.
      name: 'purge-outbox',
      run: () => purgeOutbox(database, outboxRetentionHours, failpoint),
      overdueSeconds: () => outboxPurgeOverdueSeconds(database, outboxRetentionHours),
    },
  ];
}
