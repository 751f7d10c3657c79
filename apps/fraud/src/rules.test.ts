import { describe, expect, test } from '@jest/globals';
import { ruleIds } from './rule.ts';
import { defaultSettings, parameterMistakes, ruleFrom, ruleKinds } from './rules.ts';

describe('the parameters of a rule', () => {
  test.each([...ruleIds])('of the kind %s have valid defaults and descriptions', (id) => {
    const { parameters } = defaultSettings(id);
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(ruleKinds[id].parameters.properties).sort());
    expect(parameterMistakes(id, parameters)).toEqual([]);
    for (const property of Object.values(ruleKinds[id].parameters.properties)) {
      expect(property).toMatchObject({ description: expect.any(String) });
    }
    expect(ruleFrom(id, defaultSettings(id))).toMatchObject({ id, action: 'none' });
  });

  test('are refused by name if they are unknown, too large, or of another type', () => {
    const wrong = {
      ...defaultSettings('velocity').parameters,
      limit: 64,
      color: 'red',
      window_seconds: '60',
    };
    const pointers = parameterMistakes('velocity', wrong).map(({ pointer }) => pointer);
    expect([...new Set(pointers)].sort()).toEqual(['/color', '/limit', '/window_seconds']);
    const currency = {
      ...defaultSettings('large_amount').parameters,
      threshold_units_by_currency: { yen: 5 },
    };
    expect(parameterMistakes('large_amount', currency)[0]?.pointer).toContain('/threshold_units_by_currency');
  });

  test('that are missing in a stored rule have their defaults', () => {
    const settings = { ...defaultSettings('velocity'), parameters: { limit: 5 } };
    expect(ruleFrom('velocity', settings).windowMs).toBe(60_000);
  });
});
