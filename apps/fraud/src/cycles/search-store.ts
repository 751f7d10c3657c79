import { runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { Movement } from '../movement.ts';
import type { Rule } from '../rule.ts';
import { cycleRuleOf } from './raise-alerts.ts';
import { isLargeEnough, transferOf, type Transfer } from './path.ts';

/** Notes a batch's transfers as still to be searched along, in the unit of work that records them: one row. */
export async function noteTransfers(
  unit: UnitOfWork,
  movements: readonly Movement[],
  rulesOf: (tenantId: string) => readonly Rule[],
): Promise<void> {
  const noted = new Map<string, Transfer>();
  for (const movement of movements) {
    const transfer = transferOf(movement);
    const rule = transfer && cycleRuleOf(rulesOf(transfer.tenantId));
    // Both sides of a transfer in one batch are one search.
    if (rule && isLargeEnough(transfer, rule.cycles)) noted.set(transfer.transactionId, transfer);
  }
  if (noted.size === 0) return;
  await runParameterized(unit, 'insert into fraud.circle_searches (transfers) values ($1::jsonb)', [
    JSON.stringify([...noted.values()]),
  ]);
}

const anySearch = 'select id from fraud.circle_searches order by id limit 1';

/** Whether anything is noted: what an idle process asks, for it costs a small part of taking nothing. */
export const isAnySearchNoted = async (database: Database): Promise<boolean> =>
  (await database.query(anySearch, [])).length > 0;

/** Takes the oldest batch that nobody else is at; gone when this unit of work commits. */
export async function takeSearch(unit: UnitOfWork): Promise<readonly Transfer[] | undefined> {
  const [row] = await runParameterized<{ transfers: Transfer[] }>(
    unit,
    `delete from fraud.circle_searches
      where id = (select id from fraud.circle_searches order by id limit 1 for update skip locked)
     returning transfers`,
    [],
  );
  return row?.transfers;
}

/** One at a time from here to the commit: two searches could each find an account quiet, and both speak. */
export async function waitForOtherSearches(unit: UnitOfWork): Promise<void> {
  await runParameterized(unit, `select pg_advisory_xact_lock(hashtext('fraud circles'))`, []);
}
