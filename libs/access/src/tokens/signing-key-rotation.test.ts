import { expect, test } from '@jest/globals';
import { isKeyDue, keyThatSigns, verifiesSince } from './signing-key-rotation.ts';

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

test('the next key is created an hour before the last one has signed for 30 days, and signs an hour later', () => {
  expect(isKeyDue([aged(30 * days - 2 * hours)], now)).toBe(false);
  const old = aged(30 * days - hours);
  expect(isKeyDue([old], now)).toBe(true);
  const published = aged(hours / 2);
  expect(isKeyDue([old, published], now)).toBe(false);
  expect(keyThatSigns([old, published], now)).toBe(old);
  const next = aged(hours);
  expect(keyThatSigns([next, old], now)).toBe(next);
});

test('a key verifies for a day after it stops signing, and signs no token that outlives it', () => {
  expect(verifiesSince(now)).toEqual(aged(31 * days).createdAt);
  // No token was requested for a day: the new key signs although it was just published.
  const fresh = aged(0);
  expect(keyThatSigns([aged(31 * days - hours / 2), fresh], now)).toBe(fresh);
});
