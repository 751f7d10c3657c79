import type { Rule } from '../rule.ts';

/** More than `limit` movements on one account within the window, in either direction. */
export function velocity(options: { limit: number; windowMs: number }): Rule {
  return {
    name: 'velocity',
    severity: 'medium',
    outcome: 'completed',
    windowMs: options.windowMs,
    judge({ transactionId }, earlier) {
      const count = earlier.length + 1;
      if (count <= options.limit) return undefined;
      const latest = earlier.slice(-options.limit).map((each) => each.transactionId);
      return {
        reason: `more than ${options.limit} movements within ${options.windowMs / 1_000} s`,
        evidence: [...latest, transactionId],
      };
    },
  };
}
