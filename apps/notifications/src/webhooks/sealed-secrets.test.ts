import { describe, expect, test } from '@jest/globals';
import {
  createSecretSeal,
  encryptionKeyPattern,
  newWebhookSecret,
  UnreadableSecret,
} from './sealed-secrets.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('a webhook secret in the database', () => {
  test('is sealed, and opens to the same secret', () => {
    const seal = createSecretSeal([key(1)]);
    const secret = newWebhookSecret();
    const sealed = seal.seal(secret, 'one');
    expect(seal.open(sealed, 'one')).toBe(secret);
    expect(sealed.toString('latin1')).not.toContain(secret.slice('whsec_'.length));
    expect(seal.seal(secret, 'one').equals(sealed)).toBe(false);
  });

  test('opens with an older key after a new key was put in front', () => {
    const sealed = createSecretSeal([key(1)]).seal('whsec_a', 'one');
    const after = createSecretSeal([key(2), key(1)]);
    expect(after.open(sealed, 'one')).toBe('whsec_a');
    expect(() => createSecretSeal([key(1)]).open(after.seal('whsec_b', 'one'), 'one')).toThrow(
      UnreadableSecret,
    );
  });

  test('opens neither on another row nor after a single bit has changed', () => {
    const seal = createSecretSeal([key(1)]);
    const sealed = seal.seal('whsec_a', 'one');
    expect(() => seal.open(sealed, 'two')).toThrow(UnreadableSecret);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index]! ^= 1;
      expect(() => seal.open(changed, 'one')).toThrow(UnreadableSecret);
    }
    expect(() => seal.open(sealed.subarray(0, 20), 'one')).toThrow(UnreadableSecret);
  });

  test('is sealed under keys of exactly 32 bytes', () => {
    const pattern = new RegExp(encryptionKeyPattern);
    expect(pattern.test(key(1))).toBe(true);
    expect(pattern.test(Buffer.alloc(31).toString('base64'))).toBe(false);
    expect(pattern.test(Buffer.alloc(16).toString('base64'))).toBe(false);
  });
});
