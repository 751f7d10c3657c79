import { expect, test } from '@jest/globals';
import { startRepeating } from './repeating-work.ts';

const hourMs = 3_600_000;
const away = Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' });

test('work with more to do runs again at once, and a stop does not wait for the pause', async () => {
  let turns = 0;
  const found = Promise.withResolvers<void>();
  const { stop } = startRepeating({
    everyMs: hourMs,
    work: async () => {
      turns += 1;
      if (turns === 3) found.resolve();
      return turns < 3;
    },
    onAway: () => {},
    onBug: () => {},
  });
  await found.promise;
  await stop();
  expect(turns).toBe(3);
});

test('an unavailable database is reported, and the next turn comes after the pause', async () => {
  const reported: unknown[] = [];
  let turns = 0;
  const back = Promise.withResolvers<void>();
  const { stop } = startRepeating({
    everyMs: 1,
    work: async () => {
      turns += 1;
      if (turns < 3) throw away;
      back.resolve();
      return false;
    },
    onAway: (error) => reported.push(error),
    onBug: () => {},
  });
  await back.promise;
  await stop();
  expect(reported).toEqual([away, away]);
});

test('a bug in the work is reported without ending the process, and the next turn comes after the pause', async () => {
  const reported: unknown[] = [];
  const bug = new TypeError('undefined is not a function');
  const again = Promise.withResolvers<void>();
  let turns = 0;
  const { stop } = startRepeating({
    everyMs: 1,
    work: async () => {
      turns += 1;
      if (turns === 1) throw bug;
      again.resolve();
      return false;
    },
    onAway: () => {},
    onBug: (error) => reported.push(error),
  });
  await again.promise;
  await stop();
  expect(reported).toEqual([bug]);
});

test('a stop signals the running work and waits for it', async () => {
  let ended = false;
  const { stop } = startRepeating({
    everyMs: hourMs,
    work: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          ended = true;
          resolve(true);
        });
      }),
    onAway: () => {},
    onBug: () => {},
  });
  await stop();
  expect(ended).toBe(true);
});
