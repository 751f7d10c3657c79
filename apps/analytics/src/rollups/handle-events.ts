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

/** What the roll-ups are made of. */
export const rolledUpTopics: readonly string[] = [
  transactionsCompleted.topic,
  transactionsFailed.topic,
  transactionsHolds.topic,
  accountsLifecycle.topic,
];

/**
 * Adds a batch to every roll-up of a schema, each added up in memory first. What is added never depends on what came
 * before, so the sum is the same in whatever order and batches events arrive. The tables come in the same order for
 * everybody, and last those in which all instances meet in a few rows: these stay locked until the commit.
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
