import { readOneRow, type Database } from '@florin/database';
import type { Job } from './run-jobs.ts';

/** The jobs of an event log in PostgreSQL: none while its topics keep everything. */
export function eventLogJobs(database: Database, retentionDays: number | undefined): Job[] {
  if (retentionDays === undefined) return [];
  const dropMonths = `select event_log.drop_months_before(now() - make_interval(days => $1)) as dropped`;
  return [
    {
      name: 'drop-event-months',
      run: () =>
        database.unitOfWork(
          async (unit) => (await readOneRow<{ dropped: number }>(unit, dropMonths, [retentionDays])).dropped,
        ),
      overdueSeconds: async () => 0,
    },
  ];
}
