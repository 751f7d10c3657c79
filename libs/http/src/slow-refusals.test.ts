import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SlowRefusals } from './slow-refusals.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** How many of these refusals are answered at once. */
const atOnce = (refusals: SlowRefusals, party: string, count: number, cost?: number): number =>
  Array.from({ length: count }, () => refusals.wait(party, cost)).filter((wait) => wait === undefined).length;

test('the first refusals of a party are answered at once, and others do not wait for it', () => {
  const refusals = new SlowRefusals();
  expect(atOnce(refusals, 'a', 1_000)).toBe(50);
  expect(atOnce(refusals, 'b', 10)).toBe(10);
});

test('a refusal that leaves a large body to be discarded counts ten times', () => {
  expect(atOnce(new SlowRefusals(), 'a', 1_000, 10)).toBe(5);
});
