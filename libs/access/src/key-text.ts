import { hash } from 'node:crypto';
import { customAlphabet } from 'nanoid';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 > 2^256. */
const randomText = customAlphabet(alphabet, 43);
const shape = /^flk_[0-9A-Za-z]{43}$/;

/** Makes a new key: `flk_` and 256 random bits in base 62. */
export function newKeyText(): string {
  return `flk_${randomText()}`;
}

/** Whether a text has the form of a key. A text of another form is refused without a database query. */
export function looksLikeKey(text: string): boolean {
  return shape.test(text);
}

/** The form in which a key is stored and cached. */
export function keyHash(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The part of a key that may be shown: `flk_` and its first four characters. */
export function displayPrefix(key: string): string {
  return key.slice(0, 8);
}
