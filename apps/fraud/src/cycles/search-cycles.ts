import { type Database, type UnitOfWork, runParameterized, startRepeating } from '@florin/database';
import { type Logger, createRateLimitedLog } from '@florin/service';
import { loadRaisedAlerts, recordAlerts } from '../alert-store.ts';
import type { Alert } from '../alert.ts';
import { loadRules } from '../rule-store.ts';
import { type CycleRule, cycleRuleOf, cyclesThrough, raiseCycleAlerts } from './cycle-alerts.ts';
import type { Movement } from '../movement.ts';
import type { Rule } from '../rule.ts';
import { type Transfer, isLargeEnough, transferOf } from './path.ts';

const everyMs = 250;

/**
 * Searches for cycles through one recorded batch of transfers; undefined if there is no such batch. It runs after the batch
 * was committed: the movements of a cycle are handled by several processes, none of which sees the uncommitted ones of
 * another. The movement that is committed last finds all others.
 */
export async function searchOneBatch(unit: UnitOfWork): Promise<Alert[] | undefined> {
  const recorded = await takeSearch(unit);
  if (!recorded) return undefined;
  const rulesOf = await loadRules(unit, [...new Set(recorded.map(({ tenantId }) => tenantId))]);
  const ruleOf = (tenantId: string) => cycleRuleOf(rulesOf(tenantId));
  const enabledRuleOf = (tenantId: string): CycleRule => {
    const rule = ruleOf(tenantId);
    if (!rule) throw new Error(`Tenant ${tenantId} has disabled the rule.`);
    return rule;
  };
  // The rule may have been disabled since.
  const transfers = recorded.filter(({ tenantId }) => ruleOf(tenantId) !== undefined);
  const found = await cyclesThrough(unit, transfers, enabledRuleOf);
  if (found.length === 0) return [];
  await waitForOtherSearches(unit);
  const movements = found.map(({ movement }) => movement);
  const raised = await loadRaisedAlerts(unit, movements, (tenantId) => [enabledRuleOf(tenantId)], {
    rejudgedMs: 0,
  });
  const alerts = raiseCycleAlerts(found, raised);
  if (alerts.length > 0) await recordAlerts(unit, alerts);
  return alerts;
}

/** Starts to search the recorded batches, independently of the consumption of events; several instances share them. */
export function startCycleSearch(options: {
  database: Database;
  onAlerts: (alerts: readonly Alert[]) => void;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { database, onAlerts, logger } = options;
  const warn = createRateLimitedLog(logger, 'warn');
  const bug = createRateLimitedLog(logger, 'error');
  return startRepeating({
    everyMs,
    async work() {
      if (!(await isAnySearchRecorded(database))) return false;
      const alerts = await database.unitOfWork(searchOneBatch);
      onAlerts(alerts ?? []);
      return alerts !== undefined;
    },
    onAway: (error) => warn({ err: error }, 'the database does not answer, the search for cycles waits'),
    onBug: (error) => bug({ err: error }, 'the search for cycles failed, trying again'),
  });
}

/** Records a batch's transfers for a search, as one row, in the unit of work that records the movements. */
export async function recordSearch(
  unit: UnitOfWork,
  movements: readonly Movement[],
  rulesOf: (tenantId: string) => readonly Rule[],
): Promise<void> {
  const transfers = new Map<string, Transfer>();
  for (const movement of movements) {
    const transfer = transferOf(movement);
    const rule = transfer && cycleRuleOf(rulesOf(transfer.tenantId));
    // The movements of both sides may be in the batch.
    if (rule && isLargeEnough(transfer, rule.cycles)) transfers.set(transfer.transactionId, transfer);
  }
  if (transfers.size === 0) return;
  await runParameterized(unit, 'insert into fraud.circle_searches (transfers) values ($1::jsonb)', [
    JSON.stringify([...transfers.values()]),
  ]);
}

const anySearch = 'select id from fraud.circle_searches order by id limit 1';

/** Whether a batch is recorded. An idle process polls this: it costs a fraction of `takeSearch`. */
const isAnySearchRecorded = async (database: Database): Promise<boolean> =>
  (await database.query(anySearch, [])).length > 0;

/** Takes the oldest batch that no other process is working on; it is deleted when this unit of work commits. */
async function takeSearch(unit: UnitOfWork): Promise<readonly Transfer[] | undefined> {
  const [row] = await runParameterized<{ transfers: Transfer[] }>(
    unit,
    `delete from fraud.circle_searches
      where id = (select id from fraud.circle_searches order by id limit 1 for update skip locked)
     returning transfers`,
    [],
  );
  return row?.transfers;
}

/** Runs one search at a time from here to the commit, so that two searches do not both raise an alert in a quiet time. */
async function waitForOtherSearches(unit: UnitOfWork): Promise<void> {
  await runParameterized(unit, `select pg_advisory_xact_lock(hashtext('fraud circles'))`, []);
}
