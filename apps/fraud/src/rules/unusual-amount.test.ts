import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement } from '../../test/sample-movement.ts';
import { unusualAmount } from './unusual-amount.ts';

const settings = {
  factor: 10,
  minimum_movements: 4,
  minimum_units: 1,
  window_days: 30,
  quiet_seconds: 3_600,
};
const rule = unusualAmount.judgement(settings);
const debit = (amount: number) => sampleMovement({ direction: 'debit', amount });

describe('an amount is unusual for an account', () => {
  const usual = [900, 1_000, 1_100, 1_200].map(debit);

  test('when it is many times the median of the account’s earlier movements in that direction', () => {
    expect(rule.judge(debit(9_999), usual)).toBeUndefined();
    const movement = debit(10_000);
    expect(rule.judge(movement, usual)).toEqual({
      reason: '100.00 USD moved at once; half of the 4 debits before it were at most 10.00 USD',
      evidence: [...usual, movement],
    });
  });

  test('but not while there are too few earlier movements in that direction', () => {
    expect(rule.judge(debit(1_000_000), usual.slice(1))).toBeUndefined();
    const credits = usual.map((each) => ({ ...each, direction: 'credit' as const }));
    expect(rule.judge(debit(1_000_000), credits)).toBeUndefined();
  });

  test('also when one of the earlier movements is an outlier', () => {
    expect(rule.judge(debit(20_000), [...usual, debit(900_000_000)])).toBeDefined();
  });

  test('never when it is below the factor times the smallest earlier movement', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 15 - 1 }), { minLength: 4, maxLength: 63 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 100, max: 10 ** 15 - 1 }), (earlier, amount) => {
        const found = rule.judge(debit(amount), earlier.map(debit)) !== undefined;
        const below = BigInt(amount) < BigInt(Math.min(...earlier)) * 10n;
        const above = BigInt(amount) >= BigInt(Math.max(...earlier)) * 10n;
        if (below) expect(found).toBe(false);
        if (above) expect(found).toBe(true);
      }),
    );
  });
});
