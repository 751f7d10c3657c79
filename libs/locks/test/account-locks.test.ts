import { itemAt, startRedisNodes, startSilentProxy, withRedis, type PrivateRedis } from '@florin/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccountLocks, type AccountLocks, type AccountLocksOptions } from '../src/index.ts';

let nodes: PrivateRedis[];
const killed = new Set<PrivateRedis>();
let opened: AccountLocks[] = [];
const errors: unknown[] = [];
/** Redlock tries again after 200 ms, more or less 100, unless it is set otherwise. */
const retryAfterMs = 100;

beforeAll(async () => {
  nodes = await startRedisNodes(3);
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
});
beforeEach(async () => {
  errors.length = 0;
  await wipe();
});
afterEach(async () => {
  for (const node of nodes) node.resume();
  await Promise.all([...killed].map(restart));
  await Promise.all(opened.map((locks) => locks.close()));
  opened = [];
});

async function kill(node: PrivateRedis): Promise<void> {
  killed.add(node);
  await node.kill();
}

async function restart(node: PrivateRedis): Promise<void> {
  await node.restart();
  killed.delete(node);
}

/** Sends commands to one node directly. */
async function send<T>(node: PrivateRedis, command: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(node.url);
  try {
    return await command(redis);
  } finally {
    redis.disconnect();
  }
}

async function wipe(): Promise<void> {
  await Promise.all(nodes.map((node) => send(node, (redis) => redis.flushall())));
}

/** With `1` byte of memory a node refuses every write, with `0` it accepts all. */
async function setMaxMemory(node: PrivateRedis, bytes: string): Promise<void> {
  await send(node, (redis) => redis.config('SET', 'maxmemory', bytes));
}

/**
 * By default nodes may take 5 s to answer instead of 35 ms, and a lock lives for a minute instead of 2 s: a busy machine
 * must neither degrade the locks nor let one expire.
 */
async function openLocks(options: Partial<AccountLocksOptions> = {}): Promise<AccountLocks> {
  const locks = createAccountLocks({
    urls: nodes.map((node) => node.url),
    answerLimitMs: 5_000,
    ttlMs: 60_000,
    onError: (error) => errors.push(error),
    ...options,
  });
  opened.push(locks);
  await locks.ready();
  return locks;
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; tookMs: number }> {
  const start = performance.now();
  const result = await work;
  return { result, tookMs: performance.now() - start };
}

/** The fastest of ten runs. A busy machine makes some of them slow; a wait in the code makes all of them slow. */
async function fastest<T>(work: () => Promise<T>): Promise<T & { tookMs: number }> {
  const runs: (T & { tookMs: number })[] = [];
  for (let count = 0; count < 10; count++) {
    const { result, tookMs } = await timed(work());
    runs.push({ ...result, tookMs });
  }
  return runs.reduce((best, run) => (run.tookMs < best.tookMs ? run : best));
}

async function until(condition: () => boolean, limitMs: number): Promise<number> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > limitMs)
      throw new Error(`not within ${limitMs} ms: ${condition.toString()}`);
    await sleep(5);
  }
  return performance.now() - start;
}

withRedis(describe)('with all Redis nodes up', () => {
  test('an account is held by one process at a time', async () => {
    const [mine, theirs] = [await openLocks(), await openLocks()];
    const hold = await mine.acquire(['acct_a']);
    expect(hold).toMatchObject({ held: ['acct_a'], busy: [], degraded: false });
    expect(hold.expiresAt - Date.now()).toBeGreaterThan(30_000);
    expect(await theirs.acquire(['acct_a'])).toMatchObject({ held: [], busy: ['acct_a'], degraded: false });
    await hold.release();
    expect(await theirs.acquire(['acct_a'])).toMatchObject({ held: ['acct_a'], busy: [] });
  });

  test('a busy account leaves the batch without a wait, and the others are locked', async () => {
    const [mine, theirs] = [await openLocks(), await openLocks()];
    await theirs.acquire(['acct_busy']);
    const { tookMs } = await fastest(async () => {
      const hold = await mine.acquire(['acct_a', 'acct_busy', 'acct_b']);
      expect(hold).toMatchObject({ held: ['acct_a', 'acct_b'], busy: ['acct_busy'], degraded: false });
      await hold.release();
      return {};
    });
    expect(tookMs).toBeLessThan(retryAfterMs);
  });

  test('an account named twice in a batch is locked once', async () => {
    const locks = await openLocks();
    const hold = await locks.acquire(['acct_a', 'acct_a', 'acct_b']);
    expect(hold.held).toEqual(['acct_a', 'acct_b']);
    await hold.release();
    expect(errors).toEqual([]);
  });

  test('two processes with overlapping batches never hold the same account at once', async () => {
    const all = [await openLocks(), await openLocks(), await openLocks()];
    const holders = new Map<string, number>();
    let both = 0;
    let locked = 0;
    async function work(locks: AccountLocks, worker: number): Promise<void> {
      for (let round = 0; round < 60; round++) {
        const ids = Array.from({ length: 8 }, (_, i) => `acct_${(round * 7 + i * worker) % 20}`);
        const hold = await locks.acquire(ids);
        for (const id of hold.held) if (holders.has(id)) both++;
        for (const id of hold.held) holders.set(id, worker);
        locked += hold.held.length;
        await sleep(2);
        for (const id of hold.held) holders.delete(id);
        await hold.release();
      }
    }
    await Promise.all(all.map((locks, index) => work(locks, index + 1)));
    expect(both).toBe(0);
    expect(locked).toBeGreaterThan(100);
  });

  test('an account that a dead process locked is free after the lock expires', async () => {
    const [dead, alive] = [await openLocks({ ttlMs: 1_500 }), await openLocks({ ttlMs: 1_500 })];
    await dead.acquire(['acct_a']);
    expect((await alive.acquire(['acct_a'])).busy).toEqual(['acct_a']);
    await sleep(1_510);
    expect((await alive.acquire(['acct_a'])).held).toEqual(['acct_a']);
  });

  test('a key left over on a single node makes no account busy', async () => {
    const locks = await openLocks();
    await send(itemAt(nodes, 0), (redis) =>
      redis.set('florin:lock:account:acct_a', 'left over', 'PX', 60_000),
    );
    const { tookMs } = await fastest(async () => {
      const hold = await locks.acquire(['acct_a', 'acct_b']);
      expect(hold).toMatchObject({ held: ['acct_a', 'acct_b'], busy: [] });
      await hold.release();
      return {};
    });
    expect(tookMs).toBeLessThan(retryAfterMs);
  });

  /** Writes on all nodes, as another program could. */
  const write = (command: (redis: Redis) => Promise<unknown>) =>
    Promise.all(nodes.map((node) => send(node, command)));
  const foreignKey = 'florin:lock:account:acct_a';

  test.each<[string, (redis: Redis) => Promise<unknown>]>([
    ['a key without an expiry', (redis) => redis.set(foreignKey, 'theirs')],
    ['a key of an hour', (redis) => redis.set(foreignKey, 'theirs', 'PX', 3_600_000)],
    ['a value of another type', (redis) => redis.lpush(foreignKey, 'theirs')],
  ])('%s makes only its account busy, for three lifetimes of a lock', async (_what, command) => {
    const ignored: { accounts: number; first: string[] }[] = [];
    const locks = await openLocks({ ttlMs: 200, onIgnored: (each) => ignored.push(each) });
    await write(command);
    const first = await locks.acquire(['acct_a', 'acct_b']);
    expect(first).toMatchObject({ held: ['acct_b'], busy: ['acct_a'], degraded: false });
    await first.release();
    await sleep(650);
    for (let round = 0; round < 3; round++) {
      const hold = await locks.acquire(['acct_a', 'acct_b']);
      expect({ ...hold, held: [...hold.held].sort() }).toMatchObject({
        held: ['acct_a', 'acct_b'],
        busy: [],
      });
      await hold.release();
    }
    expect(ignored.map(({ accounts }) => accounts)).toEqual([1, 1, 1]);
    expect(ignored.map(({ first }) => first)).toEqual([['acct_a'], [], []]);
    await write((redis) => redis.del(foreignKey));
    await sleep(250);
    const other = await openLocks({ ttlMs: 5_000 });
    await locks.acquire(['acct_a']);
    expect((await other.acquire(['acct_a'])).busy).toEqual(['acct_a']);
  });

  test('an account that other processes lock again and again stays busy meanwhile', async () => {
    const ignored: unknown[] = [];
    const locks = await openLocks({ ttlMs: 200, onIgnored: (each) => ignored.push(each) });
    const other = await openLocks({ ttlMs: 5_000 });
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      const theirs = await other.acquire(['acct_a']);
      expect((await locks.acquire(['acct_a'])).busy).toEqual(['acct_a']);
      await theirs.release();
    }
    expect(ignored).toEqual([]);
  });

  test('a lock can be extended until it expires or is deleted', async () => {
    const [mine, theirs] = [await openLocks({ ttlMs: 4_000 }), await openLocks()];
    const hold = await mine.acquire(['acct_a']);
    await sleep(2_100);
    expect(await hold.extend()).toBe(true);
    await sleep(2_100);
    expect((await theirs.acquire(['acct_a'])).busy).toEqual(['acct_a']);
    await wipe();
    expect(await hold.extend()).toBe(false);
  });

  test('FLUSHALL under a held lock makes its release an error for the log, not for the caller', async () => {
    const locks = await openLocks();
    const hold = await locks.acquire(['acct_a']);
    await wipe();
    // Less than a lock lives: the release waits for nothing.
    expect((await timed(hold.release())).tookMs).toBeLessThan(1_500);
    expect(errors).toHaveLength(1);
    expect(locks.status()).toMatchObject({ reachable: 3, degraded: false });
    expect((await locks.acquire(['acct_a'])).held).toEqual(['acct_a']);
  });

  test('the release of an expired lock does not release the lock of the next holder', async () => {
    const [slow, next, third] = [await openLocks({ ttlMs: 200 }), await openLocks(), await openLocks()];
    const hold = await slow.acquire(['acct_a']);
    await sleep(210);
    await next.acquire(['acct_a']);
    await hold.release();
    expect((await third.acquire(['acct_a'])).busy).toEqual(['acct_a']);
  });

  test('a process that stops releases all of its locks', async () => {
    const [stopping, other] = [await openLocks(), await openLocks()];
    await stopping.acquire(['acct_a', 'acct_b']);
    await stopping.close();
    expect((await other.acquire(['acct_a', 'acct_b'])).held).toEqual(['acct_a', 'acct_b']);
    await expect(stopping.acquire(['acct_c'])).rejects.toThrow('closed');
  });

  test('a lock with too little time left is not handed out', async () => {
    const [mine, theirs] = [await openLocks({ ttlMs: 1_000 }), await openLocks()];
    const late = mine.acquire(['acct_a']);
    const stallUntil = performance.now() + 750;
    while (performance.now() < stallUntil); // this process is blocked while the answer waits in the socket
    const hold = await late;
    expect(hold.held).toEqual(['acct_a']);
    expect(hold.expiresAt - Date.now()).toBeGreaterThan(250);
    expect(hold.degraded).toBe(false);
    await hold.release();
    expect((await theirs.acquire(['acct_a'])).held).toEqual(['acct_a']);
  });

  test('an even number of nodes is refused, because a tied vote would never be settled', () => {
    const urls = nodes.slice(0, 2).map((node) => node.url);
    expect(() => createAccountLocks({ urls })).toThrow('odd number');
  });
});

withRedis(test)('without nodes every account is held at once, and nothing is degraded', async () => {
  const [mine, theirs] = [await openLocks({ urls: [] }), await openLocks({ urls: [] })];
  const first = await mine.acquire(['acct_a', 'acct_b', 'acct_a']);
  expect(first).toMatchObject({ held: ['acct_a', 'acct_b'], busy: [], degraded: false });
  expect(await first.extend()).toBe(true);
  expect((await theirs.acquire(['acct_a'])).held).toEqual(['acct_a']);
  expect(mine.status()).toEqual({ reachable: 0, total: 0, degraded: false, nodes: [] });
  expect(mine.check()).toEqual({ ok: true, detail: 'off; PostgreSQL row locks alone decide' });
});

withRedis(describe)('with one of three Redis nodes gone', () => {
  test.each(['killed', 'frozen'])(
    '%s: locks still exclude each other, and no batch is slower',
    async (fault) => {
      const answerLimitMs = 300;
      const [mine, theirs] = [await openLocks({ answerLimitMs }), await openLocks()];
      const held = await theirs.acquire(['acct_busy']);
      if (fault === 'killed') await kill(itemAt(nodes, 1));
      else itemAt(nodes, 1).pause();
      await mine.acquire(['acct_first']); // may find out
      await until(() => mine.status().reachable === 2, 10_000);
      const took: number[] = [];
      for (let round = 0; round < 20; round++) {
        const { result, tookMs } = await timed(mine.acquire(['acct_busy', `acct_${round}`]));
        expect(result).toMatchObject({ held: [`acct_${round}`], busy: ['acct_busy'], degraded: false });
        took.push(tookMs);
        await result.release();
      }
      // A batch that waited for the lost node would take as long each time.
      expect(Math.min(...took)).toBeLessThan(answerLimitMs / 2);
      await held.release();
      if (fault === 'killed') await restart(itemAt(nodes, 1));
      else itemAt(nodes, 1).resume();
      await until(() => mine.status().reachable === 3, 10_000);
    },
  );
});

withRedis(describe)('with no quorum of Redis', () => {
  test.each(['killed', 'frozen'])(
    'all %s: batches continue without locks, the first soon and the next at once',
    async (fault) => {
      const changes: boolean[] = [];
      const answerLimitMs = 1_500;
      const locks = await openLocks({
        answerLimitMs,
        onStateChange: (status) => changes.push(status.degraded),
      });
      const before = await locks.acquire(['acct_before']);
      for (const node of nodes) {
        if (fault === 'killed') await node.kill();
        else node.pause();
      }
      const first = await timed(locks.acquire(['acct_a', 'acct_b']));
      expect(first.result).toMatchObject({ held: ['acct_a', 'acct_b'], busy: [], degraded: true });
      expect(first.tookMs).toBeLessThan(2 * answerLimitMs); // It waits for answers once.
      const second = await timed(locks.acquire(['acct_a']));
      expect(second.result.degraded).toBe(true);
      expect(second.tookMs).toBeLessThan(answerLimitMs); // It does not wait for answers.
      await first.result.release();
      await before.release();
      expect(errors.length).toBe(1); // the lock from before, out of reach
      await sleep(1500); // long enough for silent connections to have been replaced
      for (const node of nodes) {
        if (fault === 'killed') await node.restart();
        else node.resume();
      }
      await until(() => locks.status().reachable === 3, 10_000);
      expect(await locks.acquire(['acct_a'])).toMatchObject({ held: ['acct_a'], degraded: false });
      expect(changes).toContain(true);
      expect(changes.at(-1)).toBe(false);
    },
  );

  test('acquisitions that a paused Redis executes late are released', async () => {
    const [mine, theirs] = [await openLocks({ answerLimitMs: 35, ttlMs: 5000 }), await openLocks()];
    for (const node of nodes) node.pause();
    expect((await mine.acquire(['acct_a'])).degraded).toBe(true);
    for (const node of nodes) node.resume();
    await until(() => mine.status().reachable === 3 && theirs.status().reachable === 3, 10_000);
    expect((await theirs.acquire(['acct_a'])).held).toEqual(['acct_a']);
  });

  test('a process that starts without Redis reports it and works', async () => {
    for (const node of nodes) await kill(node);
    const locks = await openLocks();
    expect(locks.status()).toMatchObject({ reachable: 0, total: 3, degraded: true });
    expect((await locks.acquire(['acct_a'])).degraded).toBe(true);
    for (const node of nodes) await restart(node);
    await until(() => !locks.status().degraded, 10_000);
  });

  test('a Redis that answers but refuses writes counts as unreachable', async () => {
    const locks = await openLocks();
    for (const node of nodes) await setMaxMemory(node, '1');
    expect(await locks.acquire(['acct_a'])).toMatchObject({ held: ['acct_a'], degraded: true });
    await sleep(300);
    expect(locks.status().degraded).toBe(true);
    for (const node of nodes) await setMaxMemory(node, '0');
    await until(() => !locks.status().degraded, 10_000);
  });

  test('connections whose packets are dropped are replaced within seconds', async () => {
    const proxies = await Promise.all(
      nodes.map(({ url }) => startSilentProxy({ host: '127.0.0.1', port: Number(new URL(url).port) })),
    );
    const urls = proxies.map(({ port }) => `redis://127.0.0.1:${port}`);
    const locks = await openLocks({ urls, answerLimitMs: 500 });
    expect(locks.status().reachable).toBe(3);
    for (const proxy of proxies) proxy.swallow();
    expect((await locks.acquire(['acct_a'])).degraded).toBe(true);
    await until(() => locks.status().reachable === 3, 10_000);
    expect(await locks.acquire(['acct_b'])).toMatchObject({ held: ['acct_b'], degraded: false });
    await locks.close();
    for (const proxy of proxies) await proxy.close();
  });
});
