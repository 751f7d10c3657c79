import { Type } from 'typebox';
import { defineRuleKind, quietFor } from '../rule.ts';
import { count, seconds } from '../rule-parameters.ts';

export const repeatedFailures = defineRuleKind({
  id: 'repeated_failures',
  description: 'As many debits, transfers or holds as the limit are refused within the window.',
  severity: 'medium',
  outcome: 'failed',
  parameters: Type.Object({
    limit: count(5, 'How many refusals are too many.'),
    window_seconds: seconds(600, 86_400, 'In which they are counted.'),
  }),
  judgement: ({ limit, window_seconds }) => ({
    windowMs: window_seconds * 1_000,
    quietMs: quietFor(window_seconds * 1_000),
    judge(movement, earlier) {
      if (movement.direction !== 'debit') return undefined;
      const failures = [...earlier.filter((each) => each.direction === 'debit'), movement];
      if (failures.length < limit) return undefined;
      const reason = `${limit} refused debits within ${window_seconds} s`;
      return { reason, evidence: failures.slice(-limit) };
    },
  }),
});
