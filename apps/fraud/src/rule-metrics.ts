import type { Metrics } from '@florin/service';
import type { Alert } from './alert.ts';
import type { Stopwatch } from './detect-fraud.ts';
import type { RuleId } from './rule.ts';

/** Metrics of the rules' cost and alerts. A repeated unit of work is counted again; the table of alerts is exact. */
export function createRuleMetrics(metrics: Metrics): {
  /** Sums in memory, since a counter costs more than most judgements; `handled` adds the sums to the counters. */
  stopwatch: Stopwatch;
  handled: (alerts: readonly Alert[]) => void;
  raised: (alerts: readonly Alert[]) => void;
} {
  const alertsRaised = metrics.counter('florin_fraud_alerts_total', 'Alerts raised, by rule', [
    'rule',
    'severity',
  ]);
  const seconds = metrics.counter('florin_fraud_rule_seconds_total', 'Time spent in the rule', ['rule']);
  const judged = metrics.counter('florin_fraud_rule_judgements_total', 'Movements the rule judged', ['rule']);
  const spent = new Map<RuleId, { ms: number; judgements: number }>();
  const raised = (alerts: readonly Alert[]) => {
    for (const { rule, severity } of alerts) alertsRaised.inc({ rule, severity });
  };
  return {
    stopwatch(rule, beganAt) {
      const { ms, judgements } = spent.get(rule) ?? { ms: 0, judgements: 0 };
      spent.set(rule, { ms: ms + performance.now() - beganAt, judgements: judgements + 1 });
    },
    handled(alerts) {
      raised(alerts);
      for (const [rule, { ms, judgements }] of spent) {
        seconds.inc({ rule }, ms / 1_000);
        judged.inc({ rule }, judgements);
      }
      spent.clear();
    },
    raised,
  };
}
