import { createMetrics } from '@florin/service';
import { expect, test } from '@jest/globals';
import { observePool } from './observe-pools.ts';

/** What a scrape shows of a pool where so many uses wait, one reading after the other. */
async function shownAs(readings: number[]): Promise<string> {
  const metrics = createMetrics('test');
  const connections = async () => ({ used: 1, idle: 2, max: 10, awaited: readings.shift() ?? 0 });
  observePool(metrics, 'work', { connections });
  return metrics.registry.getSingleMetricAsString('florin_database_connections_awaited');
}

test('a use that gets its connection at once does not wait: the metrics have such uses at every scrape', async () => {
  expect(await shownAs([4])).toMatch(/^florin_database_connections_awaited\{.*\} 0$/m);
});

test('uses that go on waiting for a connection are shown', async () => {
  expect(await shownAs([4, 3])).toMatch(/^florin_database_connections_awaited\{.*\} 3$/m);
  expect(await shownAs([2, 5])).toMatch(/^florin_database_connections_awaited\{.*\} 2$/m);
});
