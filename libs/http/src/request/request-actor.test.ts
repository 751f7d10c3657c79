import { expect, test } from '@jest/globals';
import { plainAddress } from './request-actor.ts';

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8::7', '2001:db8::7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', null],
  ['10.1.2.3:4711', null],
  ['', null],
])('the address %s is recorded as %s', (sent, recorded) => {
  expect(plainAddress(sent)).toBe(recorded);
});
