import { expect, test } from '@jest/globals';
import { percentile } from '../load/tally.ts';
import { figureCells, figureHeadings, median, medians } from './figures.ts';

test('the median of an even number of rounds lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
});

test('a percentile is one of the values, the nearest from above', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]).toEqual([50, 99, 100]);
});

test('each figure of a case is the median of its rounds', () => {
  const rounds = [10, 30, 20].map((perSecond) => ({ spread: { perSecond, p50Ms: perSecond / 10 } }));
  expect(medians(rounds)).toEqual({ spread: { perSecond: 20, p50Ms: 2 } });
});

test('a case is a line with a cell under each heading, and a dash for what it has not', () => {
  const cells = figureCells({ perSecond: 12_345.6, p99Ms: 7.25, generatorBusy: 0.5, p50Ms: Number.NaN });
  expect(Object.fromEntries(figureHeadings.map((heading, index) => [heading, cells[index]]))).toMatchObject({
    '/s': '12,346',
    'p50 ms': '–',
    'p99 ms': '7.3',
    'generator %': '50',
    refused: '–',
  });
});
