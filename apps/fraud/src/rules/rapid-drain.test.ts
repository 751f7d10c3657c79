import { describe, expect, test } from '@jest/globals';
import { sampleMovement } from '../../test/sample-movement.ts';
import { rapidDrain } from './rapid-drain.ts';

const rule = rapidDrain.judgement({ percent: 90, minimum_units: 1, window_seconds: 600 });
const debit = (amount: number, second: number) => sampleMovement({ direction: 'debit', amount, second });

describe('a credit is drained', () => {
  const credit = sampleMovement({ amount: 1_000, second: 1 });

  test('when nine tenths of it leave at once', () => {
    expect(rule.judge(debit(899, 2), [credit])).toBeUndefined();
    const drain = debit(900, 2);
    expect(rule.judge(drain, [credit])).toEqual({
      reason: '9.00 USD left within 600 s of a credit of 10.00 USD',
      evidence: [credit, drain],
    });
  });

  test('when nine tenths of it leave in several debits, also with a small credit in between', () => {
    const earlier = [credit, debit(400, 2), sampleMovement({ amount: 99, second: 3 }), debit(300, 4)];
    expect(rule.judge(debit(199, 5), earlier)).toBeUndefined();
    const evidence = rule.judge(debit(200, 5), earlier)?.evidence;
    expect(evidence).toHaveLength(4);
    expect(evidence?.[0]).toBe(credit);
  });

  test('but not by earlier debits, nor by another credit', () => {
    expect(rule.judge(debit(10, 2), [debit(900, 0), credit])).toBeUndefined();
    expect(rule.judge(sampleMovement({ amount: 900, second: 2 }), [credit])).toBeUndefined();
  });

  test('with sums beyond 2^53 compared exactly', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const whole = rapidDrain.judgement({ percent: 100, minimum_units: 1, window_seconds: 600 });
    const earlier = [sampleMovement({ amount: huge, second: 1 })];
    expect(whole.judge(debit(huge - 1, 2), earlier)).toBeUndefined();
    expect(whole.judge(debit(huge, 2), earlier)).toBeDefined();
  });
});
