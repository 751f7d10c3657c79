import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import { inMinorUnits, seconds, units } from '../rule-parameters.ts';
import type { Movement } from '../movement.ts';
import { defineRuleKind, quietFor } from '../rule.ts';

/**
 * Money goes to another account of the bank and about as much comes back: from the same account, which this account's own
 * movements show, or over further accounts, for which `cycles/` searches along the transfers.
 */
export const roundTrip = defineRuleKind({
  id: 'round_trip',
  description:
    'Money goes to another account of the bank and comes back from it, again and again, or once over further accounts.',
  severity: 'medium',
  outcome: 'completed',
  parameters: Type.Object({
    count: Type.Integer({
      default: 2,
      minimum: 1,
      maximum: 30,
      description: 'How many trips to one account are too many.',
    }),
    longest_way: Type.Integer({
      default: 4,
      minimum: 2,
      maximum: 5,
      description:
        'The maximum number of accounts over which money may come back, including its own; 2: from the other account only.',
    }),
    tolerance_percent: Type.Integer({
      default: 10,
      minimum: 0,
      maximum: 100,
      description: 'By how much the returned amount may differ from the paid amount.',
    }),
    minimum_units: units(1, 'Smaller amounts are ignored; whole units of the currency.'),
    window_seconds: seconds(3_600, 604_800, 'From the first payment to the last return.'),
  }),
  judgement: ({ count, longest_way, tolerance_percent, minimum_units, window_seconds }) => ({
    windowMs: window_seconds * 1_000,
    quietMs: quietFor(window_seconds * 1_000),
    cycles: {
      maxLength: longest_way,
      tolerancePercent: tolerance_percent,
      minimumUnits: minimum_units,
      windowMs: window_seconds * 1_000,
    },
    judge(movement, earlier) {
      const { counterpartyId, direction, currency } = movement;
      if (direction !== 'credit' || counterpartyId === null) return undefined;
      const minimum = inMinorUnits(minimum_units, currency);
      const between = [...earlier, movement].filter(
        (each) => each.counterpartyId === counterpartyId && each.amount >= minimum,
      );
      const { paid, returned } = matches(between, tolerance_percent);
      // The smaller of the two counts: ten returns of one payment are one trip.
      const trips = Math.min(paid.size, returned.size);
      if (trips < count || !returned.has(movement)) return undefined;
      const reason =
        `money went to one account and came back ${trips} times within ${window_seconds} s, ` +
        `the last time ${formatMoney(movement.amount, currency)}`;
      return { reason, evidence: between.filter((each) => paid.has(each) || returned.has(each)) };
    },
  }),
});

/** Matches payments with later returns of a similar amount. */
function matches(between: readonly Movement[], tolerancePercent: number) {
  const paid = new Set<Movement>();
  const returned = new Set<Movement>();
  for (const [index, credit] of between.entries()) {
    if (credit.direction !== 'credit') continue;
    for (const debit of between.slice(0, index)) {
      if (debit.direction !== 'debit' || !isAlike(debit.amount, credit.amount, tolerancePercent)) continue;
      paid.add(debit);
      returned.add(credit);
    }
  }
  return { paid, returned };
}

function isAlike(paid: number, returned: number, tolerancePercent: number): boolean {
  const difference = BigInt(Math.abs(paid - returned));
  return difference * 100n <= BigInt(paid) * BigInt(tolerancePercent);
}
