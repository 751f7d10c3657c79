import { expect, test } from '@jest/globals';
import type { Problem } from '@florin/http';
import { bucketsOf, spanOf } from './span.ts';

const now = new Date('2026-11-22T10:20:00.000Z');
const hours = (given: { from?: string; to?: string }) => {
  const span = spanOf('hour', given, now);
  return [span.from.toISOString(), span.to.toISOString()];
};

test('a series covers the last 24 hours by default, and begins with a whole hour', () => {
  expect(hours({})).toEqual(['2026-11-21T10:00:00.000Z', '2026-11-22T10:20:00.000Z']);
  expect(hours({ to: '2026-01-02T00:00:00+02:00' })).toEqual([
    '2025-12-31T22:00:00.000Z',
    '2026-01-01T22:00:00.000Z',
  ]);
  expect(hours({ from: '2026-11-22T09:59:59Z' })).toEqual([
    '2026-11-22T09:00:00.000Z',
    '2026-11-22T10:20:00.000Z',
  ]);
});

test('a series of days covers 30 days by default, including today', () => {
  const buckets = bucketsOf(spanOf('day', {}, now)).map((bucket) => new Date(bucket).toISOString());
  expect(buckets).toHaveLength(30);
  expect([buckets[0], buckets.at(-1)]).toEqual(['2026-10-24T00:00:00.000Z', '2026-11-22T00:00:00.000Z']);
});

test('a series has every bucket that begins before its end, and none that begins at its end', () => {
  const span = spanOf('hour', { from: '2026-11-22T07:00:00Z', to: '2026-11-22T09:00:00Z' }, now);
  expect(bucketsOf(span).map((bucket) => new Date(bucket).getUTCHours())).toEqual([7, 8]);
  expect(bucketsOf({ ...span, to: new Date('2026-11-22T09:00:00.001Z') })).toHaveLength(3);
  expect(bucketsOf({ ...span, to: span.from })).toEqual([]);
});

test('a span that ends before it begins or is too long is refused', () => {
  const refused = (given: { from: string }) => {
    try {
      return hours(given);
    } catch (error) {
      return (error as Problem).errors?.[0]?.message;
    }
  };
  expect(refused({ from: '2026-11-22T10:20:01Z' })).toContain('after');
  expect(refused({ from: '2026-10-22T10:20:00Z' })).toHaveLength(2);
  expect(refused({ from: '2026-10-22T10:19:59Z' })).toContain('31 days');
});
