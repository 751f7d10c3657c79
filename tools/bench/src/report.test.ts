import { expect, test } from '@jest/globals';
import { median, medians, verdicts } from './report.ts';
import { percentile } from './tally.ts';

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

test('a figure on the wrong side of its goal is reported as not reached, on either side', () => {
  const figures = {
    empty: { perSecond: 1_000, cpuMs: 0.1 },
    spread: { perSecond: 299, cpuMs: 0.2 },
    hot: { perSecond: 299 },
    halfPeak: { perSecond: 150, p99Ms: 20.1 },
  };
  const reached = Object.fromEntries(verdicts(figures).map(({ says, reached }) => [says, reached]));
  expect(reached).toMatchObject({
    'W1 / no-op door': false,
    'W2 / W1': true,
    'CPU ms per accepted movement in W1': true,
    'p99 ms at half of the peak': false,
  });
});

test('a goal whose yardstick was not measured is left out instead of passed', () => {
  const says = verdicts({ spread: { perSecond: 100 } }).map((verdict) => verdict.says);
  expect(says).not.toContain('W1 / pgbench, same rows');
});
