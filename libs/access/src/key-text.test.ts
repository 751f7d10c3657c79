import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cellOfKey, displayPrefix, keyHash, looksLikeKey, newKeyText } from './key-text.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/guides/secret-scanning.md'), 'utf8');
/** The part of a key between its prefix and its checksum. */
const randomOf = (key: string) => key.slice(4, 47);
const altered = (letter: string) => (letter === 'A' ? 'B' : 'A');

test('a new key is flk_, 43 random characters and a checksum, and no two are the same', () => {
  const keys = Array.from({ length: 200 }, () => newKeyText());
  for (const key of keys) expect(key).toMatch(/^flk_[0-9A-Za-z]{49}$/);
  expect(new Set(keys).size).toBe(200);
});

test('the checksum is that of the published example, so that scanners recognize keys of every release', () => {
  const example = /^found (flk_\w+)$/m.exec(page)![1]!;
  expect(looksLikeKey(example)).toBe(true);
  expect(looksLikeKey(example.replace('Bank00', 'Bank01'))).toBe(false);
});

test('the program for scanners finds every key in a text, and no key with another character', () => {
  const program = /^```js find-keys\.mjs\n([\s\S]*?)^```$/m.exec(page)![1]!;
  const keys = Array.from({ length: 500 }, (_, at) => newKeyText(at % 2 === 0 ? undefined : 'eu1'));
  const others = keys.map((key, at) => {
    const place = key.length - 49 + (at % 49);
    return key.slice(0, place) + altered(key.charAt(place)) + key.slice(place + 1);
  });
  const input = [...keys, ...others]
    .map((key) => `Authorization: Bearer ${key}, "api_key":"${key}"`)
    .join('\n');
  const found = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    input,
    encoding: 'utf8',
  });
  expect(found.trimEnd().split('\n')).toEqual(keys.flatMap((key) => [`found ${key}`, `found ${key}`]));
});

test("the page's expression for keys is that of its program and matches whole keys", () => {
  const expressions = [...page.matchAll(/\\bflk_\S*\{49\}\\b/g)].map(([text]) => text);
  expect(expressions).toHaveLength(2);
  expect(new Set(expressions).size).toBe(1);
  for (const key of [newKeyText(), newKeyText('eu1')])
    expect(new RegExp(expressions[0]!).exec(`x ${key}.`)?.[0]).toBe(key);
});

test('a key of an older release, without a checksum, still has the form of a key', () => {
  expect(looksLikeKey(`flk_${randomOf(newKeyText())}`)).toBe(true);
});

test('every character of the alphabet is equally likely', () => {
  const count = new Map<string, number>();
  const letters = Array.from({ length: 3000 }, () => randomOf(newKeyText())).join('');
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
    newKeyText().slice(0, -1),
  ]) {
    expect(looksLikeKey(other)).toBe(false);
  }
});

test('a key of a cell names it before its random part, and is shown with it', () => {
  const key = newKeyText('eu1');
  expect(key).toMatch(/^flk_eu1_[0-9A-Za-z]{49}$/);
  expect(cellOfKey(key)).toBe('eu1');
  expect(displayPrefix(key)).toBe(key.slice(0, 12));
  expect(cellOfKey(newKeyText())).toBeUndefined();
  const random = key.slice(8);
  for (const cell of ['EU1', '1eu', 'eu-1', 'eu_1', '', 'a'.repeat(17)])
    expect(looksLikeKey(`flk_${cell}_${random}`)).toBe(false);
});

test('a key is stored as its SHA-256 and shown by its first eight characters', () => {
  const key = `flk_${'a'.repeat(43)}`;
  expect(keyHash(key).toString('hex')).toBe(
    '86f56da7b4954651d40a4e44f8b299ff3b91c159c21df411e7598f07646881b6',
  );
  expect(displayPrefix(key)).toBe('flk_aaaa');
});
