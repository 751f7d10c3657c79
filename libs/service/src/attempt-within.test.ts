import { expect, test } from '@jest/globals';
import { attemptWithin, AttemptTimedOut, endsWithin } from './attempt-within.ts';

test('an attempt that never ends fails at its time limit, and its signal aborts', async () => {
  let signal: AbortSignal | undefined;
  const attempt = attemptWithin(50, (given) => {
    signal = given;
    return new Promise(() => undefined);
  });
  await expect(attempt).rejects.toBeInstanceOf(AttemptTimedOut);
  await expect(attempt).rejects.toThrow('no answer within 50 ms');
  expect(signal?.aborted).toBe(true);
});

test('an attempt returns its result as soon as it ends, and what it opened is closed', async () => {
  let signal: AbortSignal | undefined;
  const value = await attemptWithin(60_000, async (given) => {
    signal = given;
    return 7;
  });
  expect(value).toBe(7);
  expect(signal?.aborted).toBe(true);
  await expect(attemptWithin(60_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('waiting for work reports whether it ended in time, and fails when the work fails', async () => {
  expect(await endsWithin(60_000, Promise.resolve())).toBe(true);
  expect(await endsWithin(10, new Promise(() => undefined))).toBe(false);
  await expect(endsWithin(60_000, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
