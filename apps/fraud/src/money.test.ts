import { expect, test } from '@jest/globals';
import { formatMoney, inMinorUnits } from './money.ts';

test('whole units become minor units by the decimals of the currency', () => {
  expect(inMinorUnits(10_000, 'USD')).toBe(1_000_000);
  expect(inMinorUnits(10_000, 'JPY')).toBe(10_000);
  expect(inMinorUnits(10_000, 'KWD')).toBe(10_000_000);
});

test('an amount is printed digit by digit', () => {
  expect(formatMoney(5, 'USD')).toBe('0.05 USD');
  expect(formatMoney(1_234, 'JPY')).toBe('1234 JPY');
  expect(formatMoney(12_345_678_901_234_567_890n, 'KWD')).toBe('12345678901234567.890 KWD');
});
