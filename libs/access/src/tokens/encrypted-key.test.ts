import { expect, test } from '@jest/globals';
import { decryptKey, encryptionKeyFrom, encryptKey } from './encrypted-key.ts';

const keys = [encryptionKeyFrom('the secret of all processes of the bank')];

test('an encrypted signing key opens on its own row, and on no other', async () => {
  const encrypted = await encryptKey('pkcs8', 'skey_1', keys);
  expect(await decryptKey(encrypted, 'skey_1', keys)).toBe('pkcs8');
  expect(await decryptKey(encrypted, 'skey_2', keys)).toBeUndefined();
});

test('an encrypted signing key does not open after a change, or with another secret', async () => {
  const encrypted = await encryptKey('pkcs8', 'skey_1', keys);
  const [header, , ...rest] = encrypted.split('.');
  const forOther = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: 'skey_2' })).toString(
    'base64url',
  );
  expect(await decryptKey([forOther, '', ...rest].join('.'), 'skey_2', keys)).toBeUndefined();
  expect(await decryptKey([header, '', ...rest].join('.'), 'skey_1', keys)).toBe('pkcs8');
  expect(await decryptKey(encrypted, 'skey_1', [encryptionKeyFrom('another secret')])).toBeUndefined();
});
