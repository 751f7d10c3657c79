import { expect, test } from '@jest/globals';
import { changeOf, compareDays, hoursOf, startOfDay } from './day-comparison.ts';

const nowMs = Date.parse('2026-11-30T14:30:00Z');
const startMs = Date.parse('2026-11-30T00:00:00Z');
const at = (time: string, value: number) => ({ time, value });
const points = [
  at('2026-11-23T01:00:00Z', 7),
  at('2026-11-29T00:00:00Z', 4),
  at('2026-11-29T14:00:00Z', 10),
  at('2026-11-29T15:00:00Z', 100),
  at('2026-11-30T13:00:00Z', 3),
  at('2026-11-30T14:00:00Z', 6),
];

test('a day is compared with the others until the same time', () => {
  expect(compareDays(points, startMs, nowMs)).toEqual({ today: 9, yesterday: 9, lastWeek: 7 });
  expect([changeOf(9, 6), changeOf(3, 0)]).toEqual([0.5, undefined]);
});

test('a day begins at midnight in the reader’s zone', () => {
  expect(startOfDay(nowMs, 'UTC')).toBe(startMs);
  expect(startOfDay(nowMs, 'Europe/Berlin')).toBe(Date.parse('2026-11-29T23:00:00Z'));
});

test('hours to come have no value', () => {
  const hours = hoursOf(points, startMs, nowMs);
  expect(hours).toHaveLength(24);
  expect(hours[14]).toEqual({ hour: Date.parse('2026-11-30T14:00:00Z'), today: 6, yesterday: 10 });
  expect(hours[15]).toEqual({ hour: Date.parse('2026-11-30T15:00:00Z'), today: undefined, yesterday: 100 });
});
