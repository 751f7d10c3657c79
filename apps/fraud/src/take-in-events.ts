import type { FlorinEvent } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { loadRaisedAlerts, recordAlerts } from './alert-store.ts';
import type { Alert } from './alert.ts';
import { detectFraud, rejudgedMs, type Stopwatch } from './detect-fraud.ts';
import { recordFreezes } from './frozen-accounts.ts';
import { loadHistories, recordMovements } from './history-store.ts';
import { movementOf, type Movement } from './movement.ts';
import { historyDepth } from './rule-parameters.ts';
import { loadRules } from './rule-store.ts';

/**
 * The effect of a batch of events, inside the unit of work that also marks them as taken in: history, alerts and what
 * is to be published. Five statements, however many events, accounts and tenants; returns the alerts.
 */
export async function takeInEvents(
  em: SqlEntityManager,
  events: readonly FlorinEvent[],
  stopwatch?: Stopwatch,
): Promise<Alert[]> {
  await recordFreezes(em, events);
  const movements = events.map(movementOf).filter((movement) => movement !== undefined);
  if (movements.length === 0) return [];
  const alerts = await judge(em, movements, stopwatch);
  await recordMovements(em, movements);
  if (alerts.length > 0) await recordAlerts(em, alerts);
  return alerts;
}

async function judge(
  em: SqlEntityManager,
  movements: readonly Movement[],
  stopwatch: Stopwatch | undefined,
): Promise<Alert[]> {
  const tenantIds = [...new Set(movements.map(({ tenantId }) => tenantId))];
  const rulesOf = await loadRules(em, tenantIds);
  const rules = tenantIds.flatMap(rulesOf);
  if (rules.length === 0) return [];
  const historyOf = await loadHistories(em, movements, { depth: historyDepth });
  const raised = await loadRaisedAlerts(em, movements, {
    quietMs: Math.max(...rules.map(({ quietMs }) => quietMs)),
    rejudgedMs: rejudgedMs(rules),
  });
  return detectFraud(rulesOf, { historyOf, raised }, movements, stopwatch);
}
