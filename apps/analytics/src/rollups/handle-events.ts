import type { UnitOfWork } from '@florin/database';
import {
  accountsLifecycle,
  transactionsCompleted,
  transactionsFailed,
  transactionsHolds,
  type FlorinEvent,
} from '@florin/events';
import { accountHours, accountHoursTable } from './account-hours.ts';
import {
  accountsTable,
  hourlyAccountChanges,
  hourlyAccountChangesTable,
  openedAccounts,
} from './account-changes.ts';
import { activeDays, addActiveDays } from './active-accounts.ts';
import { addRows } from './add-rows.ts';
import { hourlyFailures, hourlyFailuresTable } from './failure-reasons.ts';
import { hourlyTable, hourlyTotals } from './hourly-totals.ts';

/** The topics that are rolled up. */
export const rolledUpTopics: readonly string[] = [
  transactionsCompleted.topic,
  transactionsFailed.topic,
  transactionsHolds.topic,
  accountsLifecycle.topic,
];

/**
 * Adds a batch to every roll-up of a schema, summed in memory first. What is added does not depend on earlier events, so the
 * sums are the same for any order and any batches. All instances update the tables in the same order, which avoids deadlocks.
 * Tables with a few contended rows come last, because their rows stay locked until the commit.
 */
export async function handleEvents(
  events: readonly FlorinEvent[],
  unit: UnitOfWork,
  schema: string,
): Promise<void> {
  await addRows(unit, schema, accountsTable, openedAccounts(events));
  await addRows(unit, schema, accountHoursTable, accountHours(events));
  await addActiveDays(unit, schema, activeDays(events));
  await addRows(unit, schema, hourlyAccountChangesTable, hourlyAccountChanges(events));
  await addRows(unit, schema, hourlyFailuresTable, hourlyFailures(events));
  await addRows(unit, schema, hourlyTable, hourlyTotals(events));
}
