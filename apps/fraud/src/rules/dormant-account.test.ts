import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement } from '../../test/sample-movement.ts';
import { dormantAccount } from './dormant-account.ts';

const rule = dormantAccount.judgement({ dormant_days: 90, minimum_units: 10 });
const onDay = (day: number, amount = 5_000) => sampleMovement({ second: day * 86_400, amount });

describe('a dormant account', () => {
  test('is reported when it moves money after the given days without a movement', () => {
    const last = onDay(0);
    expect(rule.judge(onDay(89.99), [last])).toBeUndefined();
    const waking = onDay(120);
    expect(rule.judge(waking, [last])).toEqual({
      reason: '50.00 USD moved after 120 days of silence',
      evidence: [last, waking],
    });
  });

  test('is not a new account', () => {
    expect(rule.judge(onDay(120), [])).toBeUndefined();
  });

  test('is not affected by small movements', () => {
    expect(rule.judge(onDay(120, 999), [onDay(0)])).toBeUndefined();
    expect(rule.judge(onDay(120), [onDay(0), onDay(60, 999), onDay(119, 999)])).toBeDefined();
  });

  test('had no movement for at least the given days, whatever it did before', () => {
    const days = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 200 }), (drawn, later) => {
        const sorted = drawn.toSorted((a, b) => a - b);
        const last = sorted.at(-1)!;
        const found =
          rule.judge(
            onDay(last + later),
            sorted.map((day) => onDay(day)),
          ) !== undefined;
        expect(found).toBe(later >= 90);
      }),
    );
  });
});
