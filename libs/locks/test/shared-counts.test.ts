import { eventually, withRedis, startRedisNodes, type PrivateRedis } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSharedCounts, type SharedCounts } from '../src/index.ts';

/** Longer than the tests take, so that no window ends within them. */
const windowMs = 10_000_000_000;
let nodes: PrivateRedis[];
const opened: SharedCounts[] = [];

beforeAll(async () => {
  nodes = await startRedisNodes(3);
});
afterAll(async () => {
  for (const each of opened) each.close();
  await Promise.all(nodes.map((node) => node.stop()));
});

/** A process. It exchanges its counts when the test says so. */
async function open(): Promise<SharedCounts> {
  const counts = createSharedCounts({ urls: nodes.map(({ url }) => url), everyMs: 1_000_000 });
  opened.push(counts);
  return counts;
}

const add = ({ counts }: SharedCounts, name: string, times: number) => {
  for (let count = 0; count < times; count++) counts.add(name, windowMs);
};

/** Exchanges what one more event has changed, until a node has answered. */
const untilShared = (process: SharedCounts, name: string) =>
  eventually(async () => {
    add(process, name, 1);
    await process.exchange();
    return process.shared;
  });

withRedis(test)('two processes count together, and each knows the sum after its next exchange', async () => {
  const [one, other] = [await open(), await open()];
  await untilShared(one, 'ready');
  await untilShared(other, 'ready');
  add(one, 'requests', 5);
  add(other, 'requests', 3);
  await one.exchange();
  await other.exchange();
  expect(other.counts.get('requests', windowMs)).toBe(8);
  add(one, 'requests', 1);
  // Not sent yet, and counted here at once.
  expect(one.counts.get('requests', windowMs)).toBe(6);
  await one.exchange();
  expect(one.counts.get('requests', windowMs)).toBe(9);
});

withRedis(test)(
  'without one node the count is the same, without all of them each process counts alone',
  async () => {
    const [one, other] = [await open(), await open()];
    await untilShared(one, 'ready');
    await untilShared(other, 'ready');
    await nodes[0]!.kill();
    add(one, 'without one', 2);
    add(other, 'without one', 2);
    await one.exchange();
    await other.exchange();
    expect(other.counts.get('without one', windowMs)).toBe(4);

    await Promise.all(nodes.slice(1).map((node) => node.kill()));
    add(one, 'alone', 4);
    await one.exchange();
    expect(one.shared).toBe(false);
    expect(one.counts.add('alone', windowMs)).toBe(5);

    await Promise.all(nodes.map((node) => node.restart()));
    await untilShared(one, 'back');
  },
);
