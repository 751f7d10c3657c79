import { expect, test } from '@jest/globals';
import { readArray } from './redis-locks.ts';

test('an answer of Redis is read only when it is complete', () => {
  const answer = '*3\r\n$3\r\nabc\r\n$-1\r\n$1\r\nd\r\n';
  expect(readArray(answer)).toEqual(['abc', '', 'd']);
  for (let length = 0; length < answer.length; length++) {
    expect(readArray(answer.slice(0, length))).toBeUndefined();
  }
  expect(readArray('*0\r\n')).toEqual([]);
  expect(() => readArray('-ERR unknown command\r\n')).toThrow('unknown command');
});
