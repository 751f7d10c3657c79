import type { UnitOfWork } from '@florin/database';
import { randomUUID } from 'node:crypto';
import type { FlorinEvent } from '@florin/events';
import type { AccountHistory } from './account-history.ts';
import { loadRaisedAlerts, recordAlerts } from './alert-store.ts';
import type { Alert } from './alert.ts';
import { recordSearch } from './cycles/search-cycles.ts';
import { type Stopwatch, detectFraud, rejudgedMs } from './detect-fraud.ts';
import { recordFreezes } from './action-store.ts';
import { HistoryCache, moveHeads } from './history-cache.ts';
import { type Owner, recordMovements } from './history-store.ts';
import { type Movement, movementOf } from './movement.ts';
import { loadRules } from './rule-store.ts';

/** What one process passes to every batch. */
export type HandleEventsOptions = { cache: HistoryCache; stopwatch?: Stopwatch; retainedMs?: number };

/**
 * Carries out the effects of a batch of events in the unit of work that also marks them as processed: history, alerts and
 * outbox rows. The number of statements does not depend on the number of events, accounts and tenants. Returns the alerts.
 */
export async function handleEvents(
  unit: UnitOfWork,
  events: readonly FlorinEvent[],
  options: HandleEventsOptions = { cache: new HistoryCache() },
): Promise<Alert[]> {
  await recordFreezes(unit, events);
  const movements = events.map(movementOf).filter((movement) => movement !== undefined);
  if (movements.length === 0) return [];
  const batch = randomUUID();
  const { alerts, historyOf } = await judge(unit, movements, { ...options, batch });
  await recordMovements(unit, movements);
  await moveHeads(unit, movements, batch, historyOf);
  if (alerts.length > 0) await recordAlerts(unit, alerts);
  return alerts;
}

async function judge(
  unit: UnitOfWork,
  movements: readonly Movement[],
  { cache, stopwatch, retainedMs, batch }: HandleEventsOptions & { batch: string },
): Promise<{ alerts: Alert[]; historyOf?: (movement: Owner) => AccountHistory }> {
  const tenantIds = [...new Set(movements.map(({ tenantId }) => tenantId))];
  const rulesOf = await loadRules(unit, tenantIds);
  const rules = tenantIds.flatMap(rulesOf);
  if (rules.length === 0) return { alerts: [] };
  const historyOf = await cache.take(unit, movements);
  const raised = await loadRaisedAlerts(unit, movements, rulesOf, { rejudgedMs: rejudgedMs(rules) });
  const alerts = detectFraud(
    rulesOf,
    { historyOf, raised, ...(retainedMs && { retainedMs }) },
    movements,
    stopwatch,
  );
  cache.keep(movements, batch, historyOf);
  await recordSearch(unit, movements, rulesOf);
  return { alerts, historyOf };
}
