import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import { createMetrics, pause } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readTopics, startRelay, type Relay } from '../src/index.ts';
import { commitToOutbox, outbox, unpublished } from './outbox.ts';
import { readTopic, type Written } from './read-topic.ts';
import { describeEachLog } from './each-log.ts';
import {
  awayLog,
  logger,
  movement,
  newAccounts,
  openDatabase,
  setScene,
  sumOf,
  unique,
  type Scene,
} from './scene.ts';
import { runUntilKilled } from './until-killed.ts';

describeEachLog('the relay to %s', (log) => {
  let scene: Scene;
  let lockName: string;
  const accounts = newAccounts(10);

  beforeEach(async () => {
    scene = await setScene(log);
    lockName = unique('relay');
  });
  afterEach(() => scene.close());

  async function openRelay(change: Partial<Parameters<typeof startRelay<string>>[0]> = {}): Promise<Relay> {
    const metrics = createMetrics('test');
    const database = await openDatabase(scene.databaseUrl);
    const publisher = await scene.openPublisher({ metrics });
    const relay = startRelay({ database, lockName, source: outbox, publisher, logger, metrics, ...change });
    scene.onClose(async () => {
      await relay.stop();
      await database.close();
    });
    return relay;
  }

  /** One commit for each version of all accounts, `first` to `last`. */
  const commits = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) =>
      accounts.map((accountId) => movement(scene.topic, accountId, first + index)),
    );

  test('delivers the event of a commit to a reader within 100 ms, and marks it', async () => {
    const relay = await openRelay();
    const { topic, log: address, database } = scene;
    const publisher = await scene.openPublisher();
    const seen = new Map<string, number>();
    const note = ({ value }: { value: string }) => seen.set(JSON.parse(value).id, performance.now());
    const reader = readTopics({ ...address, topics: [topic], onMessage: note });
    scene.onClose(() => reader.stop());
    const seenAt = async ({ value }: EncodedEvent) => {
      const { id } = JSON.parse(value) as { id: string };
      return eventually(() => seen.get(id), { everyMs: 2 });
    };
    const [relayed, straight] = newAccounts(2) as [string, string];
    const waits: number[] = [];
    const baselines: number[] = [];
    for (let version = 1; version <= 21; version++) {
      const committed = movement(topic, relayed, version);
      await commitToOutbox(database, [[committed]]);
      const committedAt = performance.now();
      waits.push((await seenAt(committed)) - committedAt);
      const written = movement(topic, straight, version);
      const begin = performance.now();
      await publisher.publish([written]);
      baselines.push((await seenAt(written)) - begin);
      // A different moment between two polls of the relay each time.
      await pause((version * 17) % 50);
    }
    // 100 ms apply if an event published directly reaches its reader within 10 ms. On a slower machine the work may take
    // longer, but not the time until the relay polls.
    expect(medianOf(waits)).toBeLessThan(Math.max(100, 50 + 5 * medianOf(baselines)));
    await eventually(async () => (await unpublished(database)) === 0);
    expect(relay.check()).toEqual({ ok: true, detail: 'leader' });
  });

  test('in two processes loses nothing and keeps the order of each account, and the standby takes over', async () => {
    const [first, second] = [await openRelay(), await openRelay()];
    await eventually(() => first.isLeading() || second.isLeading());
    const [leader, standby] = first.isLeading() ? [first, second] : [second, first];
    expect(standby.check()).toEqual({ ok: true, detail: 'standby' });
    await commitToOutbox(scene.database, commits(1, 100));
    await leader.stop();
    await commitToOutbox(scene.database, commits(101, 200));
    await eventually(() => standby.isLeading());
    await eventually(async () => (await unpublished(scene.database)) === 0);
    expect(firstDeliveries(await readTopic(scene.log, scene.topic, 2_000))).toEqual(everyVersion(200));
  });

  test('keeps the order even if a leader continues that has not noticed the loss of its lease', async () => {
    // Two lease names: both relays lead, as after a pause. Each takes its first rows before the other marks any.
    const bothTook = Promise.withResolvers<void>();
    const open = async () => {
      const metrics = createMetrics('test');
      let isFirst = true;
      const take: typeof outbox.take = async (unit, limit) => {
        const rows = await outbox.take(unit, limit);
        if (rows.length === 0 || !isFirst) return rows;
        isFirst = false;
        if (++took === 2) bothTook.resolve();
        await bothTook.promise;
        return rows;
      };
      const source = { ...outbox, take };
      return { metrics, relay: await openRelay({ lockName: unique('relay'), metrics, source }) };
    };
    let took = 0;
    const relays = [await open(), await open()];
    await eventually(() => relays.every(({ relay }) => relay.isLeading()));
    await commitToOutbox(scene.database, commits(1, 300));
    await eventually(async () => (await unpublished(scene.database)) === 0);
    for (const { metrics } of relays) {
      expect(await sumOf(metrics, 'florin_relay_events_total')).toBeGreaterThanOrEqual(1_000);
    }
    expect(firstDeliveries(await readTopic(scene.log, scene.topic, 3_000))).toEqual(everyVersion(300));
  });

  test('marks no row that the log has not acknowledged', async () => {
    const metrics = createMetrics('test');
    const publisher = await scene.openPublisher({ ...awayLog(log), metrics });
    await openRelay({ publisher });
    await commitToOutbox(scene.database, commits(1, 3));
    await eventually(async () => (await sumOf(metrics, 'florin_publish_failures_total')) >= 5);
    expect(await unpublished(scene.database)).toBe(3);
  });

  test('publishes the same events again after it was killed between the log’s acknowledgement and its mark', async () => {
    await commitToOutbox(scene.database, commits(1, 5));
    const { databaseUrl } = scene;
    const death = await runUntilKilled('dying-relay.ts', { log: scene.log, databaseUrl, lockName });
    expect(death).toEqual({ signal: 'SIGKILL', stderr: '' });
    expect(await unpublished(scene.database)).toBe(5);
    await openRelay();
    await eventually(async () => (await unpublished(scene.database)) === 0);

    const written = await readTopic(scene.log, scene.topic, 100);
    expect(firstDeliveries(written)).toEqual(everyVersion(5));
    const values = Map.groupBy(written, ({ value }) => String(value));
    expect([...values.values()].map((same) => same.length)).toEqual(Array.from({ length: 50 }, () => 2));
    await scene.consume();
    await eventually(async () => (await scene.effects()).length >= 50);
    expect(await scene.effects()).toHaveLength(50);
  });

  test('is replaced within 5 s when it is paused with rows taken, and publishes nothing when it resumes', async () => {
    const { databaseUrl, database, topic } = scene;
    const script = fileURLToPath(new URL('fixtures/pausing-relay.ts', import.meta.url));
    const argument = JSON.stringify({ log: scene.log, databaseUrl, lockName });
    const paused = spawn(process.execPath, [script, argument], { stdio: 'ignore' });
    scene.onClose(async () => paused.kill('SIGKILL'));
    await eventually(async () => (await leaderOf(database, lockName)) !== undefined);
    await commitToOutbox(database, commits(1, 5));
    await eventually(() => isStopped(paused.pid!));
    const pausedAt = Date.now();
    const standby = await openRelay();
    await eventually(() => standby.isLeading());
    // Its session lives on: without a lease it would lead until PostgreSQL ends the session.
    expect(Date.now() - pausedAt).toBeLessThan(15_000);
    await commitToOutbox(database, commits(6, 10));
    await eventually(async () => (await unpublished(database)) === 0);
    paused.kill('SIGCONT');
    // Time enough to send its rows, or to lead again, if it could.
    await pause(3_000);
    expect(standby.isLeading()).toBe(true);
    const written = await readTopic(scene.log, topic, 100);
    expect(firstDeliveries(written)).toEqual(everyVersion(10));
    expect(written).toHaveLength(100);
  });

  const everyVersion = (last: number) =>
    Object.fromEntries(
      accounts.map((account) => [account, Array.from({ length: last }, (_, index) => index + 1)]),
    );
});

/** The versions of each account in the order of their first delivery. */
function firstDeliveries(written: Written[]): Record<string, number[]> {
  const versions: Record<string, Set<number>> = {};
  for (const { key, value } of written) {
    (versions[key] ??= new Set()).add(JSON.parse(String(value)).data.account_version);
  }
  return Object.fromEntries(Object.entries(versions).map(([account, seen]) => [account, [...seen]]));
}

async function leaderOf(database: Database, name: string): Promise<string | undefined> {
  const rows = await database
    .query<{ epoch: string }>('select epoch from leadership.leases where name = $1', [name])
    // The first leader creates the table.
    .catch(() => []);
  return rows[0]?.epoch;
}

const isStopped = (pid: number): boolean => /^\d+ \(.*\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

const medianOf = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
