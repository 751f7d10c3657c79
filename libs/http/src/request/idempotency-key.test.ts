import { expect, test } from '@jest/globals';
import { plainIdempotencyKey } from './idempotency-key.ts';

test.each([
  ['k', 'k'],
  ['"k"', 'k'],
  ['"8e03978e-40d5-43e8-bc93-6894a57f9324"', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
  ['"a\\"b\\\\c"', 'a"b\\c'],
  ['"a\\nb"', 'a\\nb'],
  ['"half', '"half'],
  ['half"', 'half"'],
  ['"', '"'],
  ['""', ''],
])('%s is the key %s', (sent, key) => {
  expect(plainIdempotencyKey(sent)).toBe(key);
});
