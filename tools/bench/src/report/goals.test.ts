import { expect, test } from '@jest/globals';
import { measuredOnce, outcomeOf, verdicts } from './goals.ts';

const reachedIn = (...args: Parameters<typeof verdicts>) =>
  Object.fromEntries(verdicts(...args).map(({ says, reached }) => [says, reached]));

test('a figure on the wrong side of its goal is reported as not reached, on either side', () => {
  const figures = {
    empty: { perSecond: 1_000, cpuMs: 0.1 },
    spread: { perSecond: 299, cpuMs: 0.2 },
    hot: { perSecond: 299 },
    halfPeak: { perSecond: 150, p99Ms: 20.1 },
  };
  expect(reachedIn([figures])).toMatchObject({
    'W1 / no-op server': false,
    'W2 / W1': true,
    'CPU ms per accepted movement in W1': true,
    'p99 ms at half of the peak': false,
    'CPU of a movement in W1 / of a no-op request': undefined,
  });
});

test('a ratio is taken within its round, so that a machine that slows down from round to round changes nothing', () => {
  const round = (speed: number, share: number) => ({
    empty: { perSecond: 10_000 * speed },
    spread: { perSecond: 10_000 * speed * share },
  });
  const [verdict] = verdicts([round(1, 0.3), round(0.5, 0.32), round(0.1, 0.31)]);
  expect(verdict).toMatchObject({ says: 'W1 / no-op server', goal: '≥ 0.3', reached: true });
  expect(verdict!.value).toBeCloseTo(0.31);
});

test('a goal whose baseline was not measured is left out instead of passed', () => {
  const says = verdicts([{ spread: { perSecond: 100 } }]).map((verdict) => verdict.says);
  expect(says).not.toContain('W1 / pgbench, same rows');
});

test('two APIs are judged by the worse of both loads, and only when both were measured', () => {
  const spreadTwo = { perSecond: 1, p99Ms: 20, refused: 0 };
  expect(reachedIn([{ spreadTwo }])).not.toHaveProperty('W5 p99 ms through two APIs');
  const both = { spreadTwo, hotTwo: { perSecond: 1, p99Ms: 101, refused: 1 } };
  expect(reachedIn([both])).toMatchObject({
    'W5 p99 ms through two APIs': false,
    'W5 requests refused through two APIs (409 and all others)': false,
  });
});

test('what was measured once stands beside the rounds', () => {
  const [verdict] = verdicts([{}], [measuredOnce('deadlocks', 1, 0)]);
  expect(outcomeOf(verdict!)).toBe('NOT reached');
  expect(outcomeOf(verdicts([{}], [measuredOnce('deadlocks', 0, 0)])[0]!)).toBe('reached');
});
