import { expect, test } from '@jest/globals';
import { exact } from './answer/exact.ts';

test('a sum that every reader of JSON holds exactly comes alone', () => {
  expect(exact('value', 2n ** 53n - 1n)).toEqual({ value: 2n ** 53n - 1n });
  expect(exact('value', -(2n ** 53n) + 1n)).toEqual({ value: -(2n ** 53n) + 1n });
});

test('one that does not has its digits beside it', () => {
  expect(exact('volume', 2n ** 53n)).toEqual({ volume: 2n ** 53n, volume_exact: '9007199254740992' });
  expect(exact('net', -(2n ** 64n))).toEqual({ net: -(2n ** 64n), net_exact: '-18446744073709551616' });
});
