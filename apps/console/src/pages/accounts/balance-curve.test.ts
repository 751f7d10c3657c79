import { describe, expect, test } from '@jest/globals';
import { balanceBefore, curveOf, momentsOf } from './balance-curve.ts';

const line = (effective_at: string, created_at: string, balance_after: number) => ({
  ...{ effective_at, created_at, balance_after },
});
const fromMs = Date.parse('2026-11-01T00:00:00Z');
const toMs = Date.parse('2026-11-30T00:00:00Z');

describe('a balance curve', () => {
  const lines = [
    line('2026-11-10T00:00:00Z', '2026-11-12T00:00:00Z', 150),
    line('2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', 120),
  ];
  const balances = { opening: { balance: 50 }, closing: { balance: 120 } };

  test('begins with the opening balance and ends with the closing one', () => {
    const curve = curveOf(balances, lines, { fromMs, toMs, basis: 'posted' });
    expect(curve.map(({ balance }) => balance)).toEqual([50, 150, 120, 120]);
    expect(curveOf(balances, [], { fromMs, toMs, basis: 'posted' })).toEqual([
      { atMs: fromMs, balance: 50 },
      { atMs: toMs, balance: 120 },
    ]);
  });

  test('counts a backdated movement from its effective time or from its posting', () => {
    const [, effective] = curveOf(balances, lines, { fromMs, toMs, basis: 'effective' });
    const [, posted] = curveOf(balances, lines, { fromMs, toMs, basis: 'posted' });
    expect(effective).toEqual({ atMs: Date.parse('2026-11-10T00:00:00Z'), balance: 150 });
    expect(posted).toEqual({ atMs: Date.parse('2026-11-12T00:00:00Z'), balance: 150 });
  });

  test('counts what happened before a moment, and not at it', () => {
    const curve = curveOf(balances, lines, { fromMs, toMs, basis: 'effective' });
    expect(balanceBefore(curve, Date.parse('2026-11-10T00:00:00Z'))).toBe(50);
    expect(balanceBefore(curve, Date.parse('2026-11-10T00:00:00.001Z'))).toBe(150);
    expect(balanceBefore(curve, fromMs)).toBeUndefined();
  });

  test('has moments from the start to the end where there are too many movements', () => {
    const moments = momentsOf({ fromMs, toMs });
    expect([moments[0], moments.at(-1)]).toEqual([fromMs, toMs]);
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  });
});
