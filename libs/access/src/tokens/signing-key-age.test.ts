import { expect, test } from '@jest/globals';
import { isKeyDue, keyThatSigns, verifiesSince } from './signing-key-age.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hours = 3_600_000;
const days = 24 * hours;
const aged = (ageMs: number) => ({ ageMs, createdAt: new Date(now.getTime() - ageMs) });

test('the first key of a bank signs at once', () => {
  expect(isKeyDue([], now)).toBe(true);
  expect(keyThatSigns([], now)).toBeUndefined();
  const first = aged(0);
  expect(isKeyDue([first], now)).toBe(false);
  expect(keyThatSigns([first], now)).toBe(first);
});

test('the next key is made an hour before the last one has signed for a month, and signs an hour later', () => {
  expect(isKeyDue([aged(30 * days - 2 * hours)], now)).toBe(false);
  const old = aged(30 * days - hours);
  expect(isKeyDue([old], now)).toBe(true);
  const announced = aged(hours / 2);
  expect(isKeyDue([old, announced], now)).toBe(false);
  expect(keyThatSigns([old, announced], now)).toBe(old);
  const next = aged(hours);
  expect(keyThatSigns([next, old], now)).toBe(next);
});

test('a key verifies for a day after it signed, and signs nothing that lives longer than it verifies', () => {
  expect(verifiesSince(now)).toEqual(aged(31 * days).createdAt);
  // Nobody has asked for a token for a day: the new key signs, announced or not.
  const fresh = aged(0);
  expect(keyThatSigns([aged(31 * days - hours / 2), fresh], now)).toBe(fresh);
});
