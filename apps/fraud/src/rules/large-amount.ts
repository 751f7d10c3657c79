import { formatMoney } from '@florin/events';
import type { Rule } from '../rule.ts';

/**
 * One movement of at least `threshold` minor units of its currency. A transfer inside the bank is judged on
 * the paying side only, so that one payment is one alert.
 */
export function largeAmount(options: { threshold: (currency: string) => number; windowMs: number }): Rule {
  return {
    name: 'large_amount',
    severity: 'high',
    outcome: 'completed',
    windowMs: options.windowMs,
    judge({ transactionId, direction, internal, amount, currency }) {
      const threshold = options.threshold(currency);
      if (amount < threshold || (internal && direction === 'credit')) return undefined;
      const reason = `${formatMoney(amount, currency)} moved at once; the threshold is ${formatMoney(threshold, currency)}`;
      return { reason, evidence: [transactionId] };
    },
  };
}
