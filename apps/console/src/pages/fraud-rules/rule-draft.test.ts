import { expect, test } from '@jest/globals';
import type { FraudBackTest, FraudRule } from '@florin/sdk';
import {
  changesOf,
  differencesOf,
  draftOf,
  hitsByDay,
  stepAt,
  stepsOf,
  thresholdsOf,
  valueAt,
} from './rule-draft.ts';

const rule: FraudRule = {
  ...{ id: 'structuring', description: '', looks_at: 'completed', version: 0, updated_at: null },
  ...{ enabled: true, severity: 'medium', action: 'none' },
  parameters: { count: 3, threshold_units: 60, threshold_units_by_currency: {} },
  parameters_schema: {
    properties: {
      threshold_units: { type: 'integer', minimum: 0, maximum: 1_000_000_000, description: 'Whole units.' },
      threshold_units_by_currency: { type: 'object' },
      count: { type: 'integer', minimum: 2, maximum: 63 },
    },
  },
};
const amounts = { min: 0, max: 1_000_000_000 };

test('whole numbers get a slider, with the limits of the schema', () => {
  expect(thresholdsOf(rule).map(({ name, min, max }) => [name, min, max])).toEqual([
    ['threshold_units', 0, 1_000_000_000],
    ['count', 2, 63],
  ]);
});

test('only what differs is saved, and shown as a difference', () => {
  const draft = { ...draftOf(rule), severity: 'high' as const, parameters: { ...rule.parameters, count: 5 } };
  expect(changesOf(rule, draft)).toEqual({ severity: 'high', parameters: { count: 5 } });
  expect(changesOf(rule, draftOf(rule))).toEqual({});
  expect(differencesOf(draftOf(rule), draft)).toEqual([
    { name: 'severity', before: 'medium', after: 'high' },
    { name: 'count', before: '3', after: '5' },
  ]);
});

test('a slider reaches both ends of a wide range, and finds its values again', () => {
  expect([valueAt(amounts, 0), valueAt(amounts, stepsOf(amounts))]).toEqual([0, 1_000_000_000]);
  for (const step of [40, 80, 120, 199]) expect(stepAt(amounts, valueAt(amounts, step))).toBe(step);
  expect(valueAt(amounts, 120)).toBe(250_000);
  expect([valueAt({ min: 2, max: 63 }, 5), stepAt({ min: 2, max: 63 }, 7)]).toEqual([7, 5]);
});

test('days without an alert are counted too, and a draft that is not tested yet has no number', () => {
  const period = { from: '2026-11-20T09:30:00.000Z', to: '2026-11-22T09:30:00.000Z' };
  const tested = (counts: FraudBackTest['alerts_per_day']) => ({ ...period, alerts_per_day: counts });
  const saved = tested([{ date: '2026-11-21', count: 2 }]);
  expect(hitsByDay(saved, undefined)).toEqual([
    { day: '2026-11-20', saved: 0, draft: undefined },
    { day: '2026-11-21', saved: 2, draft: undefined },
    { day: '2026-11-22', saved: 0, draft: undefined },
  ]);
  expect(hitsByDay(saved, tested([{ date: '2026-11-20', count: 4 }])).map(({ draft }) => draft)).toEqual([
    4, 0, 0,
  ]);
});
