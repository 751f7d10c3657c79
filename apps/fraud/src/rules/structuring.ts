import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import type { Movement } from '../movement.ts';
import { defineRuleKind, quietFor } from '../rule.ts';
import { count, percent, seconds, thresholdIn, units, unitsByCurrency } from '../rule-parameters.ts';

/** Several payments, each just below an amount that would be examined. */
export const structuring = defineRuleKind({
  id: 'structuring',
  description: 'Several movements in one direction, each just below the threshold, within the window.',
  severity: 'high',
  outcome: 'completed',
  parameters: Type.Object({
    threshold_units: units(10_000, 'The amounts are below this threshold; whole units of the currency.'),
    threshold_units_by_currency: unitsByCurrency(),
    margin_percent: percent(10, 'How far below the threshold an amount may be.'),
    count: count(3, 'How many of them are too many.'),
    window_seconds: seconds(86_400, 604_800, 'In which they are counted.'),
  }),
  judgement: ({ margin_percent, count: limit, window_seconds, ...thresholds }) => ({
    windowMs: window_seconds * 1_000,
    quietMs: quietFor(window_seconds * 1_000),
    judge(movement, earlier) {
      const threshold = thresholdIn(thresholds, movement.currency);
      const isJustBelow = ({ amount, direction, internal }: Movement) =>
        direction === movement.direction &&
        // A transfer between accounts of the bank counts on the paying side.
        !(internal && direction === 'credit') &&
        amount < threshold &&
        BigInt(amount) * 100n >= BigInt(threshold) * BigInt(100 - margin_percent);
      if (!isJustBelow(movement)) return undefined;
      const suspects = [...earlier.filter(isJustBelow), movement];
      if (suspects.length < limit) return undefined;
      const reason =
        `${limit} ${movement.direction}s within ${window_seconds} s, ` +
        `each at most ${margin_percent} % below ${formatMoney(threshold, movement.currency)}`;
      return { reason, evidence: suspects.slice(-limit) };
    },
  }),
});
