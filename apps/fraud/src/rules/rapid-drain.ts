import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import { inMinorUnits, percent, seconds, units } from '../rule-parameters.ts';
import type { Movement } from '../movement.ts';
import { defineRuleKind, quietFor } from '../rule.ts';

export const rapidDrain = defineRuleKind({
  id: 'rapid_drain',
  description: 'The debits since a credit reach the percentage of it within the window.',
  severity: 'high',
  outcome: 'completed',
  parameters: Type.Object({
    percent: percent(90, 'The share of the credit that has to leave.'),
    minimum_units: units(1, 'Smaller credits are ignored; whole units of the currency.'),
    window_seconds: seconds(600, 86_400, 'Between the credit and the last debit.'),
  }),
  judgement: ({ percent: share, minimum_units, window_seconds }) => ({
    windowMs: window_seconds * 1_000,
    quietMs: quietFor(window_seconds * 1_000),
    judge(movement, earlier) {
      if (movement.direction !== 'debit') return undefined;
      // Sums of amounts may exceed 2^53, so they are bigint.
      let spent = BigInt(movement.amount);
      for (let at = earlier.length - 1; at >= 0; at--) {
        const before = earlier[at]!;
        if (before.direction === 'debit') {
          spent += BigInt(before.amount);
          continue;
        }
        const drained = spent * 100n >= BigInt(before.amount) * BigInt(share);
        if (drained && before.amount >= inMinorUnits(minimum_units, before.currency)) {
          const debits = earlier.slice(at + 1).filter(({ direction }) => direction === 'debit');
          return finding(before, [...debits, movement], spent, window_seconds);
        }
      }
      return undefined;
    },
  }),
});

function finding(credit: Movement, debits: Movement[], spent: bigint, windowSeconds: number) {
  const { currency } = credit;
  const reason =
    `${formatMoney(spent, currency)} left within ${windowSeconds} s ` +
    `of a credit of ${formatMoney(credit.amount, currency)}`;
  return { reason, evidence: [credit, ...debits] };
}
