import { idFromUuid, idToUuid, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import { Problem } from '@florin/http';
import type { Alert } from './alert.ts';
import { cycleRuleOf, cyclesThrough, raiseCycleAlerts } from './cycles/cycle-alerts.ts';
import { isLargeEnough, transferOf } from './cycles/path.ts';
import { detectFraud } from './detect-fraud.ts';
import { loadHistories } from './history-store.ts';
import type { Movement } from './movement.ts';
import { readPeriod, type Period } from './recorded-period.ts';
import { historyDepth } from './rule-parameters.ts';
import type { Rule } from './rule.ts';

/** The bounds of one back-test. The API waits five seconds for the answer. */
export type BackTestLimits = {
  movements: number;
  accounts: number;
  readingMs: number;
  totalMs: number;
  /** How far back windows reach at most, as in live detection. */
  retainedMs: number;
};

export const backTestLimits: BackTestLimits = {
  movements: 100_000,
  accounts: 2_000,
  readingMs: 2_000,
  totalMs: 4_200,
  retainedMs: Infinity,
};

export type BackTestResult = {
  alerts: Alert[];
  /** The ids of those alerts that were actually raised. */
  known: ReadonlySet<string>;
  movements: number;
  accounts: number;
  truncated: boolean;
  coveredFrom: number;
  coveredUntil: number;
};

/** The number of accounts whose histories are loaded at once; in between, the process can do other work. */
const accountsAtOnce = 200;

/**
 * Finds what a rule would have raised in a period if it had started with the period: runs recorded movements, in their
 * order of arrival, through the same detection as live events. Changes nothing. The ids in `period` are prefixed. Throws
 * overloaded if the bounded work still takes too long.
 */
export async function backTest(
  database: Database,
  rule: Rule,
  period: Period,
  limits: BackTestLimits = backTestLimits,
): Promise<BackTestResult> {
  const deadline = Date.now() + limits.totalMs;
  return database.of(period.tenantId).read(async (unit) => {
    const { movements, ...covered } = await readPeriod(unit, rule.outcome, period, limits);
    const byAccount = [...Map.groupBy(movements, ({ accountId }) => accountId).values()];
    const alerts: Alert[] = [];
    for (let at = 0; at < byAccount.length; at += accountsAtOnce) {
      if (Date.now() > deadline) throw tooMuch();
      const chunk = byAccount.slice(at, at + accountsAtOnce).flat();
      alerts.push(
        ...(await judge(unit, rule, chunk, {
          beforeMs: covered.coveredFrom,
          retainedMs: limits.retainedMs,
        })),
      );
    }
    alerts.sort((a, b) => a.raisedAt - b.raisedAt || (a.id < b.id ? -1 : 1));
    const known = await knownAmong(unit, period.tenantId, alerts);
    const accounts = byAccount.length;
    return { alerts, known, movements: movements.length, accounts, ...covered };
  });
}

async function judge(
  unit: UnitOfWork,
  rule: Rule,
  movements: readonly Movement[],
  { beforeMs, retainedMs }: { beforeMs: number; retainedMs: number },
) {
  // Only a rule without a window uses peaks. The stored ones are of today, so those of the period are searched for.
  const peaksOf = rule.windowMs === Infinity ? () => null : () => '';
  const historyOf = await loadHistories(unit, movements, { depth: historyDepth, beforeMs, peaksOf });
  const alerts = detectFraud(() => [rule], { historyOf, raised: [], retainedMs }, movements);
  return [...alerts, ...(await judgeCycles(unit, rule, movements, alerts))];
}

/** Finds the cycles that end with one of these movements. Their transfers are all in the history. */
async function judgeCycles(
  unit: UnitOfWork,
  rule: Rule,
  movements: readonly Movement[],
  raised: readonly Alert[],
): Promise<Alert[]> {
  const cycleRule = cycleRuleOf([rule]);
  if (!cycleRule) return [];
  const returns = movements.flatMap((movement) => {
    const transfer = movement.direction === 'credit' ? transferOf(movement) : undefined;
    return transfer && isLargeEnough(transfer, cycleRule.cycles) ? [transfer] : [];
  });
  const ends = new Set(returns.map(({ transactionId }) => transactionId));
  const found = await cyclesThrough(unit, returns, () => cycleRule);
  return raiseCycleAlerts(
    found.filter(({ movement }) => ends.has(movement.transactionId)),
    raised,
  );
}

async function knownAmong(
  unit: UnitOfWork,
  tenantId: string,
  alerts: readonly Alert[],
): Promise<ReadonlySet<string>> {
  const rows = await runParameterized<{ id: string }>(
    unit,
    'select id from fraud.alerts where id = any ($1::uuid[]) and tenant_id = $2',
    [alerts.map(({ id }) => id), idToUuid(tenantId)],
  );
  return new Set(rows.map(({ id }) => id));
}

function tooMuch(): Problem {
  return new Problem('overloaded', {
    detail: 'The back-test takes too long at the moment. Try a shorter period, one account, or later.',
  });
}

/** Counts alerts by UTC date, oldest first. */
export function countPerDay(alerts: readonly Alert[]): { date: string; count: number }[] {
  const days = Map.groupBy(alerts, ({ raisedAt }) => new Date(raisedAt).toISOString().slice(0, 10));
  return [...days].map(([date, own]) => ({ date, count: own.length }));
}

export const accountIdOf = ({ accountId }: Alert): string => idFromUuid('acct', accountId);
