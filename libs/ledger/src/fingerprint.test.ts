import { expect, test } from '@jest/globals';
import { fingerprintOf } from './fingerprint.ts';

const request = { amount: 5, metadata: { b: '2', a: '1' } };

test('a fingerprint does not depend on the order in which things were said', () => {
  const same = { metadata: { a: '1', b: '2' }, amount: 5 };
  expect(fingerprintOf('debit', request)).toEqual(fingerprintOf('debit', same));
});

test.each([
  ['the operation', 'credit', request],
  ['an amount', 'debit', { ...request, amount: 6 }],
  ['something deep inside', 'debit', { ...request, metadata: { a: '1', b: '3' } }],
  ['a field', 'debit', { ...request, reference: null }],
])('a fingerprint changes with %s', (_name, operation, other) => {
  expect(fingerprintOf(operation, other)).not.toEqual(fingerprintOf('debit', request));
});
