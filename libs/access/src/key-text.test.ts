import { expect, test } from '@jest/globals';
import { displayPrefix, keyHash, looksLikeKey, newKeyText } from './key-text.ts';

test('a new key is flk_ and 43 characters of base 62, and no two are the same', () => {
  const keys = Array.from({ length: 200 }, newKeyText);
  for (const key of keys) expect(key).toMatch(/^flk_[0-9A-Za-z]{43}$/);
  expect(new Set(keys).size).toBe(200);
});

test('every character of the alphabet is equally likely', () => {
  const count = new Map<string, number>();
  const letters = Array.from({ length: 3000 }, () => newKeyText().slice(4)).join('');
  for (const letter of letters) count.set(letter, (count.get(letter) ?? 0) + 1);
  expect(count.size).toBe(62);
  const expected = letters.length / 62;
  // Chi-squared with 61 degrees of freedom: 130 is exceeded once in a million runs; bytes taken modulo 62 give 800.
  const chiSquared = [...count.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  expect(chiSquared).toBeLessThan(130);
});

test('a text that does not have the form of a key is recognized without a query', () => {
  expect(looksLikeKey(newKeyText())).toBe(true);
  for (const other of [
    '',
    'flk_',
    `${newKeyText()}x`,
    newKeyText().replace('flk', 'sk'),
    `${newKeyText()}\n`,
  ]) {
    expect(looksLikeKey(other)).toBe(false);
  }
});

test('a key is stored as its SHA-256 and shown by its first eight characters', () => {
  const key = `flk_${'a'.repeat(43)}`;
  expect(keyHash(key).toString('hex')).toBe(
    '86f56da7b4954651d40a4e44f8b299ff3b91c159c21df411e7598f07646881b6',
  );
  expect(displayPrefix(key)).toBe('flk_aaaa');
});
