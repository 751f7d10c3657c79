import { idToUuid, type Database } from '@florin/database';
import { Problem, validationFailed, type Handler } from '@florin/http';
import { PartyCounts } from '@florin/service';
import { accountIdOf, backTest, backTestLimits, countPerDay, type BackTestResult } from '../back-test.ts';
import { changedParameters } from '../change-rule.ts';
import { evidenceOf } from '../alert.ts';
import { listRules } from '../rule-store.ts';
import { ruleFrom } from '../rules.ts';

const defaultPeriodMs = 7 * 86_400_000;
const shownAlerts = 20;
/** The maximum number of concurrent back-tests, since each holds its movements in memory. Others get `rate_limited`. */
const atOnce = 2;
/** One is left for other tenants. */
const perTenant = 1;
/** The time limit of all statements of a back-test together. The API waits 5 s for the answer. */
const answerWithinMs = 4_500;

/** POST /fraud/rules/{id}/back-test: returns the alerts that a rule would have raised. Changes nothing. */
export function backTestHandler(database: Database, retainedMs: number): Handler<'backTestFraudRule'> {
  const reads = database.lane({ atOnceMax: atOnce, answerWithinMs });
  const running = new PartyCounts();
  return async ({ principal: { tenantId }, params: { id }, body }) => {
    const { fromMs, toMs } = periodOf(body);
    const rules = await database.of(tenantId).read((unit) => listRules(unit, idToUuid(tenantId)));
    const current = rules.find((rule) => rule.id === id)!;
    const parameters = changedParameters(id, current.parameters, body?.parameters);
    if (running.sum >= atOnce || running.of(tenantId) >= perTenant)
      throw new Problem('rate_limited', { detail: 'Other back-tests are running.' });
    running.add(tenantId, 1);
    try {
      const period = { tenantId, accountId: body?.account_id, fromMs, toMs };
      const result = await backTest(reads, ruleFrom(id, { ...current, parameters }), period, {
        ...backTestLimits,
        retainedMs,
      });
      const requested = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
      return { body: { rule: id, parameters, ...requested, ...toAnswer(result) } };
    } finally {
      running.add(tenantId, -1);
    }
  };
}

function periodOf(body: { from?: string; to?: string } | undefined): { fromMs: number; toMs: number } {
  const toMs = body?.to === undefined ? Date.now() : Date.parse(body.to);
  const fromMs = body?.from === undefined ? toMs - defaultPeriodMs : Date.parse(body.from);
  if (fromMs >= toMs) {
    throw validationFailed([{ in: 'body', pointer: '/from', message: 'must be before "to"' }]);
  }
  return { fromMs, toMs };
}

function toAnswer({ alerts, known, movements, accounts, ...covered }: BackTestResult) {
  return {
    truncated: covered.truncated,
    covered_from: new Date(covered.coveredFrom).toISOString(),
    covered_until: new Date(covered.coveredUntil).toISOString(),
    movements,
    accounts,
    alert_count: alerts.length,
    alerts_per_day: countPerDay(alerts),
    known_alert_count: known.size,
    alerts: alerts.slice(0, shownAlerts).map((alert) => ({
      account_id: accountIdOf(alert),
      reason: alert.reason,
      raised_at: new Date(alert.raisedAt).toISOString(),
      evidence: alert.evidence.map(evidenceOf),
      known: known.has(alert.id),
    })),
  };
}
