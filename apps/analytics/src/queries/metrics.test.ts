import { expect, test } from '@jest/globals';
import { averageTicket, inEveryBucket } from './metrics.ts';

const hour = 3_600_000;
const span = { from: new Date(0), to: new Date(3 * hour), bucketMs: hour };

test('a series has a point for every bucket, including zeros', () => {
  const figures = [{ currency: 'USD', at: hour, value: 7n }];
  expect(inEveryBucket(figures, { span })).toEqual([
    { currency: 'USD', points: [0n, 7n, 0n].map((value, index) => ({ at: index * hour, value })) },
  ]);
});

test('there is one series for each currency with movements, and for the requested currency', () => {
  const figures = ['USD', 'EUR'].map((currency) => ({ currency, at: 0, value: 1n }));
  expect(inEveryBucket(figures, { span }).map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
  expect(inEveryBucket([], { span })).toEqual([]);
  expect(inEveryBucket([], { span, currency: 'JPY' })).toMatchObject([
    { currency: 'JPY', points: [{ value: 0n }, { value: 0n }, { value: 0n }] },
  ]);
});

test('an average is a whole minor unit, rounded half up, for sums of any size', () => {
  expect(averageTicket({ count: 2n, volume: 5n })).toBe(3n);
  expect(averageTicket({ count: 3n, volume: 4n })).toBe(1n);
  expect(averageTicket({ count: 3n, volume: 3n * 10n ** 30n + 1n })).toBe(10n ** 30n);
  expect(averageTicket({ count: 0n, volume: 0n })).toBe(0n);
});
