import { formatMoney } from '@florin/events';
import { Type } from 'typebox';
import { inMinorUnits } from '../money.ts';
import type { Movement } from '../movement.ts';
import { defineRuleKind } from '../rule.ts';
import { historyDepth, units } from '../rule-parameters.ts';

/** Against the median, which one earlier outlier does not move; credits are compared with credits, debits with debits. */
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
      description: 'How many times the median.',
    }),
    minimum_movements: Type.Integer({
      default: 10,
      minimum: 3,
      maximum: historyDepth - 1,
      description: 'An account with fewer earlier movements in that direction has no habits yet.',
    }),
    minimum_units: units(100, 'Smaller movements are not looked at; whole units of the currency.'),
    window_days: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 365,
      description: 'How far back habits count, as far as the history goes.',
    }),
    quiet_seconds: Type.Integer({
      default: 3_600,
      minimum: 60,
      maximum: 86_400,
      description: 'How long an account that is in the list already makes no second alert.',
    }),
  }),
  judgement: ({ factor, minimum_movements, minimum_units, window_days, quiet_seconds }) => ({
    windowMs: window_days * 86_400_000,
    quietMs: quiet_seconds * 1_000,
    judge(movement, earlier) {
      const { direction, amount, currency } = movement;
      if (amount < inMinorUnits(minimum_units, currency)) return undefined;
      // The median times the factor is reached when more than half of them are small enough: counted, for most movements
      // are usual and sorting is dear.
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

/** Of an even number of amounts the lower one in the middle: an amount that was in fact moved. */
function medianOf(movements: readonly Movement[]): number {
  const amounts = movements.map(({ amount }) => amount).sort((a, b) => a - b);
  return amounts[Math.floor((amounts.length - 1) / 2)]!;
}
