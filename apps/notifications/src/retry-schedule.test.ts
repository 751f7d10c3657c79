import { expect, test } from '@jest/globals';
import { readConfig } from '@florin/service';
import { Type } from 'typebox';
import { retryDelayMs, retrySeconds } from './retry-schedule.ts';

test('an attempt follows the next after the time that the schedule says, and at most a tenth more', () => {
  const schedule = [5, 300];
  expect(retryDelayMs(schedule, 1, () => 0)).toBe(5_000);
  expect(retryDelayMs(schedule, 2, () => 0)).toBe(300_000);
  expect(retryDelayMs(schedule, 2, () => 0.999)).toBeLessThanOrEqual(330_000);
  expect(retryDelayMs(schedule, 3)).toBeUndefined();
});

test('the schedule is that of Standard Webhooks unless it is set', () => {
  const schema = Type.Object({ WEBHOOK_RETRY_SECONDS: retrySeconds });
  const { WEBHOOK_RETRY_SECONDS: schedule } = readConfig(schema, {});
  expect(schedule).toHaveLength(9);
  expect(schedule.slice(0, 4)).toEqual([5, 300, 1_800, 7_200]);
  expect(readConfig(schema, { WEBHOOK_RETRY_SECONDS: '1, 2' }).WEBHOOK_RETRY_SECONDS).toEqual([1, 2]);
});
