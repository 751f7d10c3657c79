import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';
import { createLineLimit, createRateLimitedLog } from './rate-limited-log.ts';

test('a message that occurs with every request is written once per interval, with the number of lines left out', () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const lines: unknown[][] = [];
  logger.warn = ((...line: unknown[]) => void lines.push(line)) as never;
  const warn = createRateLimitedLog(logger, 'warn', 100);
  const begin = performance.now();
  for (let each = 0; each < 1_000; each++) warn({ each }, 'one of many');
  expect(lines).toEqual([[{ each: 0 }, 'one of many']]);
  warn({}, 'another');
  expect(lines.at(-1)).toEqual([{}, 'another']);
  while (performance.now() < begin + 200);
  warn({ each: 'last' }, 'one of many');
  expect(lines.at(-1)).toEqual([{ each: 'last', unlogged: 999 }, 'one of many']);
});

test('a limit on lines counts each key for itself and reports at the end of an interval what was left out', async () => {
  const { promise: reported, resolve } = Promise.withResolvers<[key: string, unlogged: number]>();
  const onUnlogged = (key: string, unlogged: number) => resolve([key, unlogged]);
  const limit = createLineLimit({ linesMax: 3, intervalMs: 200, onUnlogged });
  expect(limit.take('a')).toEqual({ isFirst: true, unlogged: 0 });
  expect(limit.take('b')).toEqual({ isFirst: true, unlogged: 0 });
  const others = Array.from({ length: 5 }, () => limit.take('a'));
  expect(others.filter((line) => line !== undefined)).toEqual([
    { isFirst: false, unlogged: 0 },
    { isFirst: false, unlogged: 0 },
  ]);
  // The timer of the limit does not keep the process alive.
  const alive = setInterval(() => undefined, 50);
  expect(await reported).toEqual(['a', 3]);
  clearInterval(alive);
});

test('each line is written or reported, also those at the end of an interval', async () => {
  let [written, reported] = [0, 0];
  const onUnlogged = (_key: string, unlogged: number) => (reported += unlogged);
  const limit = createLineLimit({ linesMax: 1, intervalMs: 7, onUnlogged });
  const begin = performance.now();
  const isWithin = (ms: number) => performance.now() < begin + ms;
  const otherTurns = () => new Promise((resolve) => setImmediate(resolve));
  let taken = 0;
  for (; isWithin(500); await otherTurns()) {
    taken += 1;
    if (limit.take('a') !== undefined) written += 1;
  }
  while (written + reported < taken && isWithin(30_000)) await otherTurns();
  expect(written + reported).toBe(taken);
});
