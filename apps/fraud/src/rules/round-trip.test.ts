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

describe('money goes round', () => {
  test('when as much as went to an account comes back from it for the second time', () => {
    const earlier = [sent(1_000), came(1_000), sent(2_000)];
    const second = came(1_800);
    expect(rule.judge(second, earlier)).toEqual({
      reason: 'money went to one account and came back 2 times within 3600 s, the last time 18.00 USD',
      evidence: [...earlier, second],
    });
  });

  test('but not when it comes from somebody else, from outside, before it went, or much less of it', () => {
    expect(rule.judge(came(2_000, uuid(51)), [sent(1_000), came(1_000), sent(2_000)])).toBeUndefined();
    expect(
      rule.judge(came(2_000, null), [sent(1_000, null), came(1_000, null), sent(2_000, null)]),
    ).toBeUndefined();
    expect(rule.judge(sent(2_000), [sent(1_000), came(1_000), came(2_000)])).toBeUndefined();
    expect(rule.judge(came(1_799), [sent(1_000), came(1_000), sent(2_000)])).toBeUndefined();
  });

  test('and several returns of one payment are one trip', () => {
    expect(rule.judge(came(1_000), [sent(1_000), came(1_000), came(1_000)])).toBeUndefined();
  });

  test('is found again whatever else the account did, since more history takes nothing back', () => {
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
