import { expect, test } from '@jest/globals';
import { inMinorUnits } from './rule-parameters.ts';

test('whole units become minor units by the decimals of the currency', () => {
  expect(inMinorUnits(10_000, 'USD')).toBe(1_000_000);
  expect(inMinorUnits(10_000, 'JPY')).toBe(10_000);
  expect(inMinorUnits(10_000, 'KWD')).toBe(10_000_000);
});
