import { expect, test } from '@jest/globals';
import { attemptWithin, AttemptTimedOut } from './attempt-within.ts';

test('an attempt that never ends is over after its limit, and its signal says so', async () => {
  let signal: AbortSignal | undefined;
  const attempt = attemptWithin(50, (given) => {
    signal = given;
    return new Promise(() => undefined);
  });
  await expect(attempt).rejects.toBeInstanceOf(AttemptTimedOut);
  await expect(attempt).rejects.toThrow('no answer within 50 ms');
  expect(signal?.aborted).toBe(true);
});

test('an attempt that ends is over at once, and what it has opened is closed', async () => {
  let signal: AbortSignal | undefined;
  const value = await attemptWithin(60_000, async (given) => {
    signal = given;
    return 7;
  });
  expect(value).toBe(7);
  expect(signal?.aborted).toBe(true);
  await expect(attemptWithin(60_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
