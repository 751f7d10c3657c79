import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';
import { createSeldomLog } from './seldom-log.ts';

test('of a message that comes with the traffic one line is written, and then how many it stands for', () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const lines: unknown[][] = [];
  logger.warn = ((...line: unknown[]) => void lines.push(line)) as never;
  const warn = createSeldomLog(logger, 'warn', 100);
  const begin = performance.now();
  for (let each = 0; each < 1_000; each++) warn({ each }, 'one of many');
  expect(lines).toEqual([[{ each: 0 }, 'one of many']]);
  warn({}, 'another');
  expect(lines.at(-1)).toEqual([{}, 'another']);
  while (performance.now() < begin + 200);
  warn({ each: 'last' }, 'one of many');
  expect(lines.at(-1)).toEqual([{ each: 'last', unlogged: 999 }, 'one of many']);
});
