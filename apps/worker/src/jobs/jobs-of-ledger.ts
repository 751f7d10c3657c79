import type { Database } from '@florin/database';
import { outboxPurgeOverdueSeconds, purgeOutbox, type Ledger } from '@florin/ledger';
import { failpoint } from '@florin/service';
import type { Job } from './run-jobs.ts';

/** Everything in the books that happens by the clock. */
export function jobsOf(ledger: Ledger, database: Database, outboxRetentionHours: number): Job[] {
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
      // A step a run: some thousand commits a second are cleared away, more than are ever made.
      name: 'purge-outbox',
      run: () => purgeOutbox(database, outboxRetentionHours, failpoint),
      overdueSeconds: () => outboxPurgeOverdueSeconds(database, outboxRetentionHours),
    },
  ];
}
