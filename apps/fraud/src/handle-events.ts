import type { UnitOfWork } from '@florin/database';
import { randomUUID } from 'node:crypto';
import type { FlorinEvent } from '@florin/events';
import type { AccountHistory } from './account-history.ts';
import { loadRaisedAlerts, recordAlerts } from './alert-store.ts';
import type { Alert } from './alert.ts';
import { noteTransfers } from './cycles/search-store.ts';
import { detectFraud, rejudgedMs, type Stopwatch } from './detect-fraud.ts';
import { recordFreezes } from './frozen-accounts.ts';
import { HistoryCache, moveHeads } from './history-cache.ts';
import { recordMovements } from './history-store.ts';
import { movementOf, type Movement } from './movement.ts';
import type { Owner } from './packed-movements.ts';
import { loadRules } from './rule-store.ts';

/** What a process brings to every batch. */
export type HandleEventsOptions = { cache: HistoryCache; stopwatch?: Stopwatch; rememberedMs?: number };

/**
 * The effect of a batch of events, inside the unit of work that also marks them as taken in: history, alerts and what
 * is to be published. A handful of statements, however many events, accounts and tenants; returns the alerts.
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
  { cache, stopwatch, rememberedMs, batch }: HandleEventsOptions & { batch: string },
): Promise<{ alerts: Alert[]; historyOf?: (movement: Owner) => AccountHistory }> {
  const tenantIds = [...new Set(movements.map(({ tenantId }) => tenantId))];
  const rulesOf = await loadRules(unit, tenantIds);
  const rules = tenantIds.flatMap(rulesOf);
  if (rules.length === 0) return { alerts: [] };
  const historyOf = await cache.take(unit, movements);
  const raised = await loadRaisedAlerts(unit, movements, rulesOf, { rejudgedMs: rejudgedMs(rules) });
  const alerts = detectFraud(
    rulesOf,
    { historyOf, raised, ...(rememberedMs && { rememberedMs }) },
    movements,
    stopwatch,
  );
  cache.keep(movements, batch, historyOf);
  await noteTransfers(unit, movements, rulesOf);
  return { alerts, historyOf };
}
