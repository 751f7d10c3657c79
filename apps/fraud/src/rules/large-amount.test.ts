import { describe, expect, test } from '@jest/globals';
import { sampleMovement } from '../../test/sample-movement.ts';
import { largeAmount } from './large-amount.ts';

const rule = largeAmount({
  threshold: (currency) => (currency === 'JPY' ? 10_000 : 1_000_000),
  windowMs: 60_000,
});

describe('a large amount', () => {
  test('is one that reaches the threshold of its currency', () => {
    expect(rule.judge(sampleMovement({ amount: 999_999 }), [])).toBeUndefined();
    expect(rule.judge(sampleMovement({ amount: 1_000_000 }), [])?.reason).toContain('10000.00 USD');
    expect(rule.judge(sampleMovement({ amount: 10_000, currency: 'JPY' }), [])?.reason).toContain(
      '10000 JPY',
    );
  });

  test('moved between two accounts of the bank is seen once, where it was paid', () => {
    const paid = sampleMovement({ amount: 2_000_000, internal: true, direction: 'debit' });
    expect(rule.judge(paid, [])?.evidence).toEqual([paid.transactionId]);
    expect(rule.judge({ ...paid, direction: 'credit' }, [])).toBeUndefined();
  });
});
