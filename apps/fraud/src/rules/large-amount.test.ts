import { describe, expect, test } from '@jest/globals';
import { sampleMovement, uuid } from '../../test/sample-movement.ts';
import { largeAmount } from './large-amount.ts';

const rule = largeAmount.judgement({
  threshold_units: 10_000,
  threshold_units_by_currency: { JPY: 15_000 },
  quiet_seconds: 60,
});

describe('a large amount', () => {
  test('is one that reaches the threshold of its currency, in whole units', () => {
    const reached = (amount: number, currency: string) =>
      rule.judge(sampleMovement({ amount, currency }), []);
    expect(reached(999_999, 'USD')).toBeUndefined();
    expect(reached(1_000_000, 'USD')?.reason).toContain('10000.00 USD');
    expect(reached(14_999, 'JPY')).toBeUndefined();
    expect(reached(15_000, 'JPY')?.reason).toContain('15000 JPY');
    expect(reached(9_999_999, 'KWD')).toBeUndefined();
    expect(reached(10_000_000, 'KWD')?.reason).toContain('10000.000 KWD');
  });

  test('moved between two accounts of the bank is reported once, on the paying side', () => {
    const paid = sampleMovement({ amount: 2_000_000, counterpartyId: uuid(3), direction: 'debit' });
    expect(rule.judge(paid, [])?.evidence).toEqual([paid]);
    expect(rule.judge({ ...paid, direction: 'credit' }, [])).toBeUndefined();
  });
});
