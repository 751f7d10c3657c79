import { expect, test } from '@jest/globals';
import { seriesSpan } from './series-span.ts';

const now = new Date('2026-11-22T10:20:00.000Z');
const spanOf = (given: { from?: string; to?: string }) => {
  const span = seriesSpan(given, now);
  return typeof span === 'string' ? span : [span.from.toISOString(), span.to.toISOString()];
};

test('a series covers the last 24 hours unless told otherwise, and begins with a whole hour', () => {
  expect(spanOf({})).toEqual(['2026-11-21T10:00:00.000Z', '2026-11-22T10:20:00.000Z']);
  expect(spanOf({ to: '2026-01-02T00:00:00+02:00' })).toEqual([
    '2025-12-31T22:00:00.000Z',
    '2026-01-01T22:00:00.000Z',
  ]);
  expect(spanOf({ from: '2026-11-22T09:59:59Z' })).toEqual([
    '2026-11-22T09:00:00.000Z',
    '2026-11-22T10:20:00.000Z',
  ]);
});

test('a series that runs backwards or over more than 31 days is refused', () => {
  expect(spanOf({ from: '2026-11-22T10:20:01Z' })).toContain('after');
  expect(spanOf({ from: '2026-10-22T10:20:00Z' })).toHaveLength(2);
  expect(spanOf({ from: '2026-10-22T10:19:59Z' })).toContain('31 days');
});
