import { describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { sampleTransaction, sampleTransfer } from '@florin/testing';
import fc from 'fast-check';
import { hourlyTotals, type HourlyTotal } from './hourly-totals.ts';

const keyOf = ({ tenant_id, currency, type, hour }: HourlyTotal) =>
  `${tenant_id} ${currency} ${type} ${hour}`;

const added = (one: HourlyTotal, other: HourlyTotal): HourlyTotal => ({
  ...one,
  count: one.count + other.count,
  volume: one.volume + other.volume,
  net: one.net + other.net,
  failed_count: one.failed_count + other.failed_count,
});

describe('the totals of an hour', () => {
  test('count each completed transaction once and sum its amount, and count failed ones separately', () => {
    const totals = hourlyTotals([
      sampleTransaction({ type: 'credit', amount: 100 }),
      sampleTransaction({ type: 'credit', amount: 50 }),
      sampleTransaction({ type: 'debit', amount: 30 }),
      sampleTransaction({ type: 'debit', amount: 70, failed: true }),
    ]);
    expect(
      totals.map(({ type, count, volume, failed_count }) => [type, count, volume, failed_count]),
    ).toEqual([
      ['credit', 2n, 150n, 0n],
      ['debit', 1n, 30n, 1n],
    ]);
  });

  test('count a transfer once, although it arrives as two events', () => {
    const [paid, received] = sampleTransfer({ from: newId('acct'), to: newId('acct'), amount: 100 });
    expect(hourlyTotals([paid!, received!])).toMatchObject([
      { type: 'transfer', count: 1n, volume: 100n, net: 0n },
    ]);
    expect(hourlyTotals([received!])).toMatchObject([{ count: 0n, volume: 0n, net: 100n }]);
  });

  test('belong to the hour in which the ledger recorded the transaction', () => {
    const hours = ['2026-01-01T09:59:59.999Z', '2026-01-01T10:00:00Z'].map((createdAt) =>
      sampleTransaction({ createdAt }),
    );
    expect(hourlyTotals(hours).map(({ hour }) => hour)).toEqual([
      '2026-01-01T09:00:00.000Z',
      '2026-01-01T10:00:00.000Z',
    ]);
  });

  test('stay exact beyond 2^53', () => {
    const huge = Array.from({ length: 5 }, () => sampleTransaction({ amount: Number.MAX_SAFE_INTEGER }));
    expect(hourlyTotals(huge)[0]?.volume).toBe(BigInt(Number.MAX_SAFE_INTEGER) * 5n);
  });

  test('do not depend on the order and the batches of the events', () => {
    const events = fc.array(
      fc
        .record({
          type: fc.constantFrom('credit', 'debit', 'transfer'),
          failed: fc.boolean(),
          direction: fc.constantFrom('credit' as const, 'debit' as const),
          amount: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
          currency: fc.constantFrom('USD', 'JPY'),
          createdAt: fc.integer({ min: 0, max: 9 }).map((half) => new Date(half * 1_800_000).toISOString()),
        })
        .map(sampleTransaction),
    );
    fc.assert(
      fc.property(events, fc.nat({ max: 50 }), (stream, cut) => {
        const parts = [stream.slice(cut), stream.slice(0, cut).toReversed()];
        const summed = new Map<string, HourlyTotal>();
        for (const part of parts.flatMap(hourlyTotals)) {
          const known = summed.get(keyOf(part));
          summed.set(keyOf(part), known ? added(known, part) : part);
        }
        const whole = hourlyTotals(stream);
        expect(new Map(whole.map((total) => [keyOf(total), total]))).toEqual(summed);
        expect(whole.map(keyOf)).toEqual(whole.map(keyOf).sort());
      }),
    );
  });
});
