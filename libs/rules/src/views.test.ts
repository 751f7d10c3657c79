import { expect, test } from '@jest/globals';
import { exact } from './views.ts';

test('a sum that every JSON parser represents exactly has no second field', () => {
  expect(exact('value', 2n ** 53n - 1n)).toEqual({ value: 2n ** 53n - 1n });
  expect(exact('value', -(2n ** 53n) + 1n)).toEqual({ value: -(2n ** 53n) + 1n });
});

test('a larger sum has its digits in a second field', () => {
  expect(exact('volume', 2n ** 53n)).toEqual({ volume: 2n ** 53n, volume_exact: '9007199254740992' });
  expect(exact('net', -(2n ** 64n))).toEqual({ net: -(2n ** 64n), net_exact: '-18446744073709551616' });
});
