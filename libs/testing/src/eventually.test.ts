import { expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

test('waits until an expectation holds, and returns its result', async () => {
  let attempts = 0;
  const answer = await eventually(() => {
    attempts += 1;
    expect(attempts).toBe(3);
    return 'balance';
  });
  expect(answer).toBe('balance');
});

test('fails with the expectation that never held', async () => {
  const never = eventually(() => expect(1).toBe(2), { withinMs: 30, everyMs: 5 });
  await expect(never).rejects.toThrow(/Expected: .*2/);
});

test('repeats after false and undefined', async () => {
  const answers = [undefined, false, 0];
  expect(await eventually(() => answers.shift(), { everyMs: 1 })).toBe(0);
});
