import { formatMoney } from '@florin/events';
import type { Movement } from '../movement.ts';
import type { Rule } from '../rule.ts';

/**
 * The debits since a fresh credit reach `percent` of it within the window. Credits below `minimum` (minor
 * units of their currency) are too small to be drained.
 */
export function rapidDrain(options: {
  percent: number;
  minimum: (currency: string) => number;
  windowMs: number;
}): Rule {
  return {
    name: 'rapid_drain',
    severity: 'high',
    outcome: 'completed',
    windowMs: options.windowMs,
    judge(movement, earlier) {
      if (movement.direction !== 'debit') return undefined;
      const debits: Movement[] = [movement];
      // Sums of amounts may pass 2^53, so they are bigint.
      let spent = BigInt(movement.amount);
      for (const before of earlier.toReversed()) {
        if (before.direction === 'debit') {
          debits.unshift(before);
          spent += BigInt(before.amount);
          continue;
        }
        const drained = spent * 100n >= BigInt(before.amount) * BigInt(options.percent);
        if (drained && before.amount >= options.minimum(before.currency)) {
          return finding(before, debits, spent, options.windowMs);
        }
      }
      return undefined;
    },
  };
}

function finding(credit: Movement, debits: Movement[], spent: bigint, windowMs: number) {
  const { currency } = credit;
  return {
    reason:
      `${formatMoney(spent, currency)} left within ${windowMs / 1_000} s ` +
      `of a credit of ${formatMoney(credit.amount, currency)}`,
    evidence: [credit, ...debits].map((each) => each.transactionId),
  };
}
