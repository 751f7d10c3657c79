import type { Metrics } from '@florin/service';
import type { Alert } from './alert.ts';
import type { Stopwatch } from './detect-fraud.ts';
import { ruleIds } from './rule.ts';

/** What the rules cost and what they find. A unit of work that is repeated counts again: the table is exact. */
export function createRuleMetrics(metrics: Metrics): {
  /** Adds up in memory, for a counter costs more than most judgements; `tookIn` hands it on. */
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
  const spent = new Map(ruleIds.map((rule) => [rule, { ms: 0, judgements: 0 }]));
  const raised = (alerts: readonly Alert[]) => {
    for (const { rule, severity } of alerts) alertsRaised.inc({ rule, severity });
  };
  return {
    stopwatch(rule, beganAt) {
      const on = spent.get(rule)!;
      on.ms += performance.now() - beganAt;
      on.judgements += 1;
    },
    handled(alerts) {
      raised(alerts);
      for (const [rule, on] of spent) {
        if (on.judgements === 0) continue;
        seconds.inc({ rule }, on.ms / 1_000);
        judged.inc({ rule }, on.judgements);
        spent.set(rule, { ms: 0, judgements: 0 });
      }
    },
    raised,
  };
}
