import { expect, test } from '@jest/globals';
import { momentOf } from './moment.ts';

test.each([
  ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30:00.5+01:00', '2026-11-22T08:30:00.500Z'],
  ['2026-11-22T09:30:00.123000Z', '2026-11-22T09:30:00.123Z'],
  ['2026-11-22T09:30:00.1230001Z', '2026-11-22T09:30:00.124Z'],
  ['2026-11-22T09:30:00.999999999Z', '2026-11-22T09:30:01.000Z'],
])('the bound %s is rounded up to the millisecond %s', (time, moment) => {
  expect(momentOf(time).toISOString()).toBe(moment);
});
