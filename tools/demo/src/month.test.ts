import { expect, test } from '@jest/globals';
import { planMonth, type PlannedMovement } from './month.ts';

const options = { seed: 7, customers: 40, days: 30, until: new Date('2026-11-30T00:00:00Z') };

test('the same options give the same month, and another seed gives another one', () => {
  expect(planMonth(options)).toEqual(planMonth(options));
  expect(planMonth({ ...options, seed: 8 })).not.toEqual(planMonth(options));
});

test('each movement is on its day, in the order of time, and before the end of the month', () => {
  const { days } = planMonth(options);
  expect(days).toHaveLength(30);
  for (const [number, day] of days.entries()) {
    const times = day.map(({ at }) => at.getTime());
    const start = Date.parse('2026-10-31T00:00:00Z') + number * 86_400_000;
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.every((time) => time >= start && time < start + 86_400_000)).toBe(true);
  }
});

test('a hold is captured or voided once and on a later day, and only a capture is reversed', () => {
  const { days } = planMonth(options);
  const seen = new Map<string, PlannedMovement['type']>();
  const ended = new Set<string>();
  for (const day of days) {
    for (const movement of day) {
      if (!('of' in movement)) continue;
      expect(seen.get(movement.of)).toBe(movement.type === 'reversal' ? 'capture' : 'hold');
      expect(ended.has(movement.of)).toBe(false);
      ended.add(movement.of);
    }
    for (const { reference, type } of day) seen.set(reference, type);
  }
  const types = new Set(days.flat().map(({ type }) => type));
  expect([...types].sort()).toEqual(['capture', 'credit', 'debit', 'hold', 'reversal', 'transfer', 'void']);
});

test('no two customers have the same name, and some have other currencies', () => {
  const { customers } = planMonth({ ...options, customers: 500 }).bank;
  expect(new Set(customers.map(({ name }) => name)).size).toBe(500);
  expect(new Set(customers.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'JPY']));
});
