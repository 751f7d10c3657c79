import { expect, test } from '@jest/globals';
import { formatMoney } from './money.ts';

test('an amount is shown digit by digit with the decimals of its currency, a debt with its sign', () => {
  expect(formatMoney(1_234, 'USD')).toBe('12.34 USD');
  expect(formatMoney(5, 'USD')).toBe('0.05 USD');
  expect(formatMoney(-5, 'USD')).toBe('-0.05 USD');
  expect(formatMoney(1_234, 'JPY')).toBe('1234 JPY');
  expect(formatMoney(-1_234, 'JPY')).toBe('-1234 JPY');
  expect(formatMoney(1, 'KWD')).toBe('0.001 KWD');
  expect(formatMoney(12_345_678_901_234_567_890n, 'KWD')).toBe('12345678901234567.890 KWD');
});
