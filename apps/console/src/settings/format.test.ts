import { expect, test } from '@jest/globals';
import { formatsOf } from './format.ts';

test('amounts keep every digit and the decimals of their currency', () => {
  const { money } = formatsOf({ language: 'de', clock: 'utc' });
  const text = (amount: bigint | number, currency: string) =>
    money(amount, currency).replaceAll('\u00a0', ' ');
  expect(text(9_007_199_254_740_993n, 'EUR')).toBe('90.071.992.547.409,93 €');
  expect(text(1_250_000, 'JPY')).toBe('1.250.000 ¥');
  expect(text(5, 'KWD')).toBe('0,005 KWD');
});

test('times are shown in UTC to the millisecond', () => {
  const { clockTime, timeZone } = formatsOf({ language: 'en', clock: 'utc' });
  expect([clockTime('2026-11-30T23:59:59.042Z'), timeZone]).toEqual(['23:59:59.042', 'UTC']);
});
