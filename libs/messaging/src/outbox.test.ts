import type { Database } from '@florin/database';
import { createLogger, createMetrics } from '@florin/service';
import { expect, test } from '@jest/globals';
import { showBacklog, type OutboxSource } from './outbox.ts';
import type { Publisher } from './publisher.ts';

test('the metrics show the backlog of the moment in which they are read, counted once, and nothing while it cannot be', async () => {
  const metrics = createMetrics('test');
  const answers = [{ rows: 3, oldestAgeSeconds: 70 }, { rows: 1, oldestAgeSeconds: 5 }, undefined];
  const database = {
    read: () => {
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('away'));
    },
  } as unknown as Database;
  const source = { backlog: () => undefined } as unknown as OutboxSource;
  const logger = createLogger({ service: 'test', level: 'silent' });
  showBacklog({ database, source, publisher: undefined as unknown as Publisher, logger, metrics });
  const shown = async () => {
    const text = await metrics.registry.metrics(); // The text is kept for a second, the registry is not.
    return ['rows', 'oldest_age_seconds'].map(
      (name) => new RegExp(`^florin_outbox_${name}\\{.*\\} (\\S+)$`, 'm').exec(text)?.[1],
    );
  };
  expect(await shown()).toEqual(['3', '70']);
  expect(await shown()).toEqual(['1', '5']);
  expect(await shown()).toEqual([undefined, undefined]);
});
