import { expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-22T09:30:00Z');

test('Retry-After is believed as seconds or as a date, for a day at most', () => {
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs(' 0 ', now)).toBe(0);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:31:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:29:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(86_400_000);
  expect(retryAfterMs('Sun, 22 Nov 2096 09:31:00 GMT', now)).toBe(86_400_000);
});

test('a Retry-After that says nothing sensible changes nothing', () => {
  for (const header of [undefined, '', 'soon', '-5', '1e99']) expect(retryAfterMs(header, now)).toBe(0);
});
