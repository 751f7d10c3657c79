import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import { historyDepth, inMinorUnits, units } from '../rule-parameters.ts';
import type { Movement } from '../movement.ts';
import { defineRuleKind } from '../rule.ts';

/** Compares with the median, which one outlier does not change; credits with credits and debits with debits. */
export const unusualAmount = defineRuleKind({
  id: 'unusual_amount',
  description: 'One movement is many times what the account usually moves in that direction.',
  severity: 'medium',
  outcome: 'completed',
  comparing: true,
  parameters: Type.Object({
    factor: Type.Integer({
      default: 10,
      minimum: 2,
      maximum: 1_000,
      description: 'How many times the median an amount must reach.',
    }),
    minimum_movements: Type.Integer({
      default: 10,
      minimum: 3,
      maximum: historyDepth - 1,
      description: 'An account with fewer earlier movements in that direction is not judged.',
    }),
    minimum_units: units(100, 'Smaller movements are ignored; whole units of the currency.'),
    window_days: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 365,
      description: 'How far back movements are compared, within the retention of the history.',
    }),
    quiet_seconds: Type.Integer({
      default: 3_600,
      minimum: 60,
      maximum: 86_400,
      description: 'Time after an alert in which the account raises no second one.',
    }),
  }),
  judgement: ({ factor, minimum_movements, minimum_units, window_days, quiet_seconds }) => ({
    windowMs: window_days * 86_400_000,
    quietMs: quiet_seconds * 1_000,
    judge(movement, earlier) {
      const { direction, amount, currency } = movement;
      if (amount < inMinorUnits(minimum_units, currency)) return undefined;
      // The amount reaches the median times the factor when more than half of the earlier amounts are small enough. They are
      // counted instead of sorted, because sorting is expensive and most movements are usual.
      const smallEnough = Number(BigInt(amount) / BigInt(factor));
      let alikeCount = 0;
      let smallCount = 0;
      for (const each of earlier) {
        if (each.direction !== direction) continue;
        alikeCount += 1;
        if (each.amount <= smallEnough) smallCount += 1;
      }
      if (alikeCount < minimum_movements || smallCount <= Math.floor((alikeCount - 1) / 2)) return undefined;
      const alike = earlier.filter((each) => each.direction === direction);
      const reason =
        `${formatMoney(amount, currency)} moved at once; ` +
        `half of the ${alike.length} ${direction}s before it were at most ${formatMoney(medianOf(alike), currency)}`;
      return { reason, evidence: [...alike.slice(-minimum_movements), movement] };
    },
  }),
});

/** The median; of an even number of amounts the lower of the two in the middle, so that it was actually moved. */
function medianOf(movements: readonly Movement[]): number {
  const amounts = movements.map(({ amount }) => amount).sort((a, b) => a - b);
  return amounts[Math.floor((amounts.length - 1) / 2)]!;
}
