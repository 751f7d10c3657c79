import type { Metrics } from '@florin/service';
import type { Alert } from './alert.ts';
import type { Stopwatch } from './detect-fraud.ts';

/** What the rules cost and what they find. A unit of work that is repeated counts again: the table is exact. */
export function createRuleMetrics(metrics: Metrics): {
  stopwatch: Stopwatch;
  raised: (alerts: readonly Alert[]) => void;
} {
  const raised = metrics.counter('florin_fraud_alerts_total', 'Alerts raised, by rule', ['rule', 'severity']);
  const seconds = metrics.counter('florin_fraud_rule_seconds_total', 'Time spent in the rule', ['rule']);
  const judged = metrics.counter('florin_fraud_rule_judgements_total', 'Movements the rule judged', ['rule']);
  return {
    stopwatch(rule, beganAt) {
      seconds.inc({ rule }, (performance.now() - beganAt) / 1_000);
      judged.inc({ rule });
    },
    raised(alerts) {
      for (const { rule, severity } of alerts) raised.inc({ rule, severity });
    },
  };
}
