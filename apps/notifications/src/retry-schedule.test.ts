import { expect, test } from '@jest/globals';
import { readConfig } from '@florin/service';
import { Type } from 'typebox';
import { retryAfterMs, retryDelayMs, retrySeconds } from './retry-schedule.ts';

test('the next attempt follows after the delay of the schedule, plus a tenth at most', () => {
  const schedule = [5, 300];
  expect(retryDelayMs(schedule, 1, () => 0)).toBe(5_000);
  expect(retryDelayMs(schedule, 2, () => 0)).toBe(300_000);
  expect(retryDelayMs(schedule, 2, () => 0.999)).toBeLessThanOrEqual(330_000);
  expect(retryDelayMs(schedule, 3)).toBeUndefined();
});

test('the default schedule is the one of Standard Webhooks', () => {
  const schema = Type.Object({ WEBHOOK_RETRY_SECONDS: retrySeconds });
  const { WEBHOOK_RETRY_SECONDS: schedule } = readConfig(schema, {});
  expect(schedule).toHaveLength(9);
  expect(schedule.slice(0, 4)).toEqual([5, 300, 1_800, 7_200]);
  expect(readConfig(schema, { WEBHOOK_RETRY_SECONDS: '1, 2' }).WEBHOOK_RETRY_SECONDS).toEqual([1, 2]);
});

const now = Date.parse('2026-11-22T09:30:00Z');

test('Retry-After may be seconds or a date, and counts for a day at most', () => {
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs(' 0 ', now)).toBe(0);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:31:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:29:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(86_400_000);
  expect(retryAfterMs('Sun, 22 Nov 2096 09:31:00 GMT', now)).toBe(86_400_000);
});

test('an invalid Retry-After is ignored', () => {
  for (const header of [undefined, '', 'soon', '-5', '1e99']) expect(retryAfterMs(header, now)).toBe(0);
});
