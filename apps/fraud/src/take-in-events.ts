import type { FlorinEvent } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { loadRaisedAlerts, recordAlerts } from './alert-store.ts';
import { detectFraud, longestWindowMs } from './detect-fraud.ts';
import { loadHistories, recordMovements, type AccountSpan } from './history-store.ts';
import { movementOf, type Movement } from './movement.ts';
import { historyDepth } from './rules.ts';
import type { Rule } from './rule.ts';

/**
 * The effect of a batch of events, inside the unit of work that also marks them as taken in: history, alerts
 * and what is to be published. Four statements, however many events and accounts.
 */
export async function takeInEvents(
  em: SqlEntityManager,
  rules: readonly Rule[],
  events: readonly FlorinEvent[],
): Promise<void> {
  const movements = events.map(movementOf).filter((movement) => movement !== undefined);
  if (movements.length === 0) return;
  const reachMs = longestWindowMs(rules);
  const spans = spansOf(movements);
  const historyOf = await loadHistories(em, spans, { depth: historyDepth, reachMs });
  const raised = await loadRaisedAlerts(em, spans, reachMs);
  const alerts = detectFraud(rules, { historyOf, raised }, movements);
  await recordMovements(em, movements);
  if (alerts.length > 0) await recordAlerts(em, alerts);
}

function spansOf(movements: readonly Movement[]): AccountSpan[] {
  const spans = new Map<string, AccountSpan>();
  for (const { accountId, occurredAt } of movements) {
    const span = spans.get(accountId);
    if (!span) spans.set(accountId, { accountId, from: occurredAt, to: occurredAt });
    else {
      span.from = Math.min(span.from, occurredAt);
      span.to = Math.max(span.to, occurredAt);
    }
  }
  return [...spans.values()];
}
