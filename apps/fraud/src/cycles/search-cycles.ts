import { startRepeating, type Database, type UnitOfWork } from '@florin/database';
import { createRateLimitedLog, type Logger } from '@florin/service';
import { loadRaisedAlerts, recordAlerts } from '../alert-store.ts';
import type { Alert } from '../alert.ts';
import { loadRules } from '../rule-store.ts';
import { cycleRuleOf, cyclesThrough, raiseCycleAlerts, type CycleRule } from './raise-alerts.ts';
import { isAnySearchNoted, takeSearch, waitForOtherSearches } from './search-store.ts';

const everyMs = 250;

/**
 * Searches along one batch of transfers that was taken in; undefined when there is none. It runs after the batch was
 * committed, since the accounts of a circle are taken in by several processes, none of which sees what another has not
 * committed: of a circle's movements, the one that was committed last finds all others.
 */
export async function searchOneBatch(unit: UnitOfWork): Promise<Alert[] | undefined> {
  const noted = await takeSearch(unit);
  if (!noted) return undefined;
  const rulesOf = await loadRules(unit, [...new Set(noted.map(({ tenantId }) => tenantId))]);
  const ruleOf = (tenantId: string) => cycleRuleOf(rulesOf(tenantId));
  // The rule may have been switched off since.
  const transfers = noted.filter(({ tenantId }) => ruleOf(tenantId) !== undefined);
  const found = await cyclesThrough(unit, transfers, (tenantId) => ruleOf(tenantId) as CycleRule);
  if (found.length === 0) return [];
  await waitForOtherSearches(unit);
  const movements = found.map(({ movement }) => movement);
  const raised = await loadRaisedAlerts(unit, movements, (tenantId) => [ruleOf(tenantId) as CycleRule], {
    rejudgedMs: 0,
  });
  const alerts = raiseCycleAlerts(found, raised);
  if (alerts.length > 0) await recordAlerts(unit, alerts);
  return alerts;
}

/** Searches what is noted, beside the intake; several instances share it. */
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
      if (!(await isAnySearchNoted(database))) return false;
      const alerts = await database.unitOfWork(searchOneBatch);
      onAlerts(alerts ?? []);
      return alerts !== undefined;
    },
    onAway: (error) => warn({ err: error }, 'the database does not answer, the search for circles waits'),
    onBug: (error) => bug({ err: error }, 'the search for circles failed, trying again'),
  });
}
