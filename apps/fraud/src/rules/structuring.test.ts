import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement, uuid } from '../../test/sample-movement.ts';
import { structuring } from './structuring.ts';

const rule = structuring.judgement({
  threshold_units: 10_000,
  threshold_units_by_currency: {},
  margin_percent: 10,
  count: 3,
  window_seconds: 86_400,
});
const credit = (amount: number) => sampleMovement({ amount });

describe('payments just below a threshold', () => {
  test('are reported when they reach the limit', () => {
    const earlier = [credit(950_000), credit(5_000), credit(999_999)];
    const third = credit(900_000);
    expect(rule.judge(third, earlier.slice(1))).toBeUndefined();
    expect(rule.judge(third, earlier)).toEqual({
      reason: '3 credits within 86400 s, each at most 10 % below 10000.00 USD',
      evidence: [earlier[0], earlier[2], third],
    });
  });

  test('are not reported if they reach the threshold, are further below it, or have another direction', () => {
    const earlier = [credit(950_000), credit(950_000)];
    expect(rule.judge(credit(1_000_000), earlier)).toBeUndefined();
    expect(rule.judge(credit(899_999), earlier)).toBeUndefined();
    expect(rule.judge(sampleMovement({ amount: 950_000, direction: 'debit' }), earlier)).toBeUndefined();
  });

  test('between two accounts of the bank count on the paying side', () => {
    const paid = () => sampleMovement({ amount: 950_000, direction: 'debit', counterpartyId: uuid(3) });
    const received = () => sampleMovement({ amount: 950_000, counterpartyId: uuid(3) });
    expect(rule.judge(paid(), [paid(), paid()])).toBeDefined();
    expect(rule.judge(received(), [received(), received()])).toBeUndefined();
  });

  test('of any number are reported exactly when enough of them are within the margin', () => {
    const amounts = fc.array(fc.integer({ min: 850_000, max: 1_050_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 850_000, max: 1_050_000 }), (earlier, amount) => {
        const isIn = (each: number) => each >= 900_000 && each < 1_000_000;
        const expected = isIn(amount) && earlier.filter(isIn).length >= 2;
        expect(rule.judge(credit(amount), earlier.map(credit)) !== undefined).toBe(expected);
      }),
    );
  });
});
