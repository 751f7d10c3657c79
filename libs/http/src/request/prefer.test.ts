import { expect, test } from '@jest/globals';
import { waitMsFrom } from './prefer.ts';

test.each([
  [undefined, 2_000],
  ['wait=0', 0],
  ['wait=1', 1_000],
  ['wait="1"', 1_000],
  ['WAIT = 1', 1_000],
  ['respond-async, wait=1; foo=bar', 1_000],
  ['wait=100', 2_000],
  ['wait=999999999', 2_000],
  ['wait=-1', 2_000],
  ['wait=soon', 2_000],
  ['await=0', 2_000],
  ['wait=0.5', 2_000],
  ['', 2_000],
])('Prefer: %s waits %d ms for a busy account', (prefer, waitMs) => {
  expect(waitMsFrom(prefer)).toBe(waitMs);
});
