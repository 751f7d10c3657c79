import { expect, test } from '@jest/globals';
import { boundOf, firstMomentOf, isDate, monthOf } from './calendar.ts';

test.each([
  ['2026-11-01', 'UTC', '2026-11-01T00:00:00.000Z'],
  // Summer time, and winter time on the day after the change.
  ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
  ['2026-11-01', 'Europe/Berlin', '2026-10-31T23:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  // The clocks skip the hour after midnight, or repeat it.
  ['2026-03-08', 'America/Havana', '2026-03-08T05:00:00.000Z'],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2026-11-01', 'Asia/Kolkata', '2026-10-31T18:30:00.000Z'],
  ['2026-11-01', 'Pacific/Kiritimati', '2026-10-31T10:00:00.000Z'],
  // The day that Samoa skipped begins when the day before it ends.
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('%s in %s begins at %s', (date, zone, moment) => {
  expect(firstMomentOf(date, zone).toISOString()).toBe(moment);
});

test('months follow each other in a time zone', () => {
  const newYear = new Date('2025-12-31T23:30:00Z');
  expect([monthOf(newYear, 'UTC'), monthOf(newYear, 'Europe/Berlin')]).toEqual(['2025-12-01', '2026-01-01']);
  expect([monthOf(newYear, 'UTC', 1), monthOf(newYear, 'UTC', -1)]).toEqual(['2026-01-01', '2025-11-01']);
  expect(monthOf(newYear, 'America/New_York', 1)).toBe('2026-01-01');
});

test('a date must exist in the calendar', () => {
  expect(['2028-02-29', '2026-02-29', '2026-11-31', '2026-13-01', '2026-1-1'].map(isDate)).toEqual([
    ...[true, false, false, false, false],
  ]);
});

test.each([
  ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30:00.5+01:00', '2026-11-22T08:30:00.500Z'],
  ['2026-11-22T09:30:00.123000Z', '2026-11-22T09:30:00.123Z'],
  ['2026-11-22T09:30:00.1230001Z', '2026-11-22T09:30:00.124Z'],
  ['2026-11-22T09:30:00.999999999Z', '2026-11-22T09:30:01.000Z'],
])('the bound %s is %s, the first millisecond that is not before it', (time, moment) => {
  expect(boundOf(time).toISOString()).toBe(moment);
});
