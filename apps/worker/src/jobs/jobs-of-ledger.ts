import type { Ledger } from '@florin/ledger';
import type { Job } from './run-jobs.ts';

/** Everything in the books that happens by the clock. */
export function jobsOf(ledger: Ledger): Job[] {
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
  ];
}
