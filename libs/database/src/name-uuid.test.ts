import { expect, test } from '@jest/globals';
import { v4, v5 } from 'uuid';
import { uuidsFromNames } from './name-uuid.ts';

test('a name has the UUID version 5 of RFC 9562', () => {
  const inDns = uuidsFromNames('6ba7b810-9dad-11d1-80b4-00c04fd430c8');
  expect(inDns('www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('the uuid package gives every name the same UUID', () => {
  const namespace = '5f1d7a60-4b8e-4f0a-8c3e-2b9d6a7f1c04';
  const fromName = uuidsFromNames(namespace);
  const names = Array.from({ length: 1_000 }, (_, index) => `txn_${v4()}:acct_${index}`);
  for (const name of ['', 'Überweisung 💶', ...names]) expect(fromName(name)).toBe(v5(name, namespace));
});
