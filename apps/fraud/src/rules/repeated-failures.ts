import type { Rule } from '../rule.ts';

/** At least `limit` debits or outgoing transfers of one account refused within the window. */
export function repeatedFailures(options: { limit: number; windowMs: number }): Rule {
  return {
    name: 'repeated_failures',
    severity: 'medium',
    outcome: 'failed',
    windowMs: options.windowMs,
    judge(movement, earlier) {
      if (movement.direction !== 'debit') return undefined;
      const failures = [...earlier.filter((each) => each.direction === 'debit'), movement];
      if (failures.length < options.limit) return undefined;
      return {
        reason: `${options.limit} refused debits within ${options.windowMs / 1_000} s`,
        evidence: failures.slice(-options.limit).map((each) => each.transactionId),
      };
    },
  };
}
