import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement, uuid } from '../../test/sample-movement.ts';
import type { Movement } from '../movement.ts';
import { roundTrip } from './round-trip.ts';

const rule = roundTrip.judgement({
  count: 2,
  longest_way: 2,
  tolerance_percent: 10,
  minimum_units: 1,
  window_seconds: 3_600,
});
const other = uuid(50);
const sent = (amount: number, counterpartyId: string | null = other) =>
  sampleMovement({ direction: 'debit', amount, counterpartyId });
const came = (amount: number, counterpartyId: string | null = other) =>
  sampleMovement({ amount, counterpartyId });

describe('a round trip', () => {
  test('is found when money comes back from the account that it went to for the second time', () => {
    const earlier = [sent(1_000), came(1_000), sent(2_000)];
    const second = came(1_800);
    expect(rule.judge(second, earlier)).toEqual({
      reason: 'money went to one account and came back 2 times within 3600 s, the last time 18.00 USD',
      evidence: [...earlier, second],
    });
  });

  test('is not found when money comes from another account, from the external account, earlier, or in a much smaller amount', () => {
    expect(rule.judge(came(2_000, uuid(51)), [sent(1_000), came(1_000), sent(2_000)])).toBeUndefined();
    expect(
      rule.judge(came(2_000, null), [sent(1_000, null), came(1_000, null), sent(2_000, null)]),
    ).toBeUndefined();
    expect(rule.judge(sent(2_000), [sent(1_000), came(1_000), came(2_000)])).toBeUndefined();
    expect(rule.judge(came(1_799), [sent(1_000), came(1_000), sent(2_000)])).toBeUndefined();
  });

  test('is counted once for several returns of one payment', () => {
    expect(rule.judge(came(1_000), [sent(1_000), came(1_000), came(1_000)])).toBeUndefined();
  });

  test('is still found with any additional history', () => {
    const movements = fc.array(
      fc.tuple(fc.boolean(), fc.integer({ min: 90, max: 130 }), fc.integer({ min: 50, max: 51 })),
      { maxLength: 12 },
    );
    const made = (drawn: [boolean, number, number][]): Movement[] =>
      drawn.map(([out, amount, who]) => (out ? sent(amount, uuid(who)) : came(amount, uuid(who))));
    fc.assert(
      fc.property(movements, movements, (some, more) => {
        const last = came(100);
        const few = made(some);
        if (!rule.judge(last, few)) return;
        expect(rule.judge(last, [...made(more), ...few])).toBeDefined();
      }),
    );
  });
});
