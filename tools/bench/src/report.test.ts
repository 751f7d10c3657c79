import { expect, test } from '@jest/globals';
import { percentile } from './load-generator.ts';
import { median, medians, ratioLines, type CaseName, type Figures } from './report.ts';

const round = (perSecond: Record<CaseName, number>): Record<CaseName, Figures> =>
  Object.fromEntries(
    Object.entries(perSecond).map(([name, value]) => [name, { perSecond: value, p50Ms: 1, p99Ms: 2 }]),
  ) as Record<CaseName, Figures>;

test('the median of an even number of rounds lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
});

test('a percentile is one of the values, the nearest from above', () => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 1)]).toEqual([50, 99, 100]);
});

test('a ratio below what must be reached is reported as not reached', () => {
  const figures = medians([round({ empty: 1000, spread: 100, hot: 300, spreadOne: 20, hotOne: 20 })]);
  expect(ratioLines(figures).map(({ ratio, reached }) => [ratio, reached])).toEqual([
    [5, true],
    [15, true],
    [0.1, false],
  ]);
});
