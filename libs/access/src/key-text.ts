import { hash, randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 43; // 62^43 > 2^256
const shape = /^flk_[0-9A-Za-z]{43}$/;
/** Bytes from here on would favour the alphabet's first letters, so they are thrown away. */
const firstBiasedByte = 256 - (256 % alphabet.length);

/** A new key: `flk_` and 256 random bits in base 62. */
export function newKeyText(): string {
  let random = '';
  while (random.length < randomLength) {
    for (const byte of randomBytes(randomLength)) {
      if (byte < firstBiasedByte && random.length < randomLength) random += alphabet[byte % alphabet.length];
    }
  }
  return `flk_${random}`;
}

/** Whether a text could be a key at all; what could not is refused without asking the database. */
export function looksLikeKey(text: string): boolean {
  return shape.test(text);
}

/** The form in which a key is stored and cached. */
export function keyHash(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** What may be shown of a key: `flk_` and its first four characters. */
export function displayPrefix(key: string): string {
  return key.slice(0, 8);
}
