import { createMetrics } from '@florin/service';
import {
  createTestDatabase,
  eventually,
  startApp,
  testServices,
  withKafka,
  type TestDatabase,
} from '@florin/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  checkLog,
  migrateEventLog,
  OtherLogUsed,
  readUsedLog,
  requireNoOtherLog,
  startRelay,
} from '../src/index.ts';
import type { EventLogAddress } from '../src/index.ts';
import { commitToOutbox, outbox, unpublished } from './outbox.ts';
import { readTopic } from './read-topic.ts';
import {
  logger,
  logNames,
  movement,
  newAccounts,
  openDatabase,
  setScene,
  unique,
  type LogName,
} from './scene.ts';

const otherThan = (name: LogName): LogName => (name === 'Kafka' ? 'PostgreSQL' : 'Kafka');
const addressOf = (name: LogName, logUrl: string): EventLogAddress =>
  name === 'Kafka' ? { brokers: testServices().kafkaBrokers } : { logUrl };

let place: TestDatabase;
beforeEach(async () => {
  place = await createTestDatabase('used-log', migrateEventLog);
});
afterEach(() => place.drop());

/** The start of some processes at the same moment, each with a log of its own settings: undefined, or why it does not start. */
async function starts(...names: LogName[]): Promise<(string | undefined)[]> {
  const database = await openDatabase(place.url);
  try {
    const begun = names.map((name) => checkLog(addressOf(name, place.url), { database, logger }));
    const ends = await Promise.allSettled(begun);
    return ends.map((end) => (end.status === 'rejected' ? String(end.reason.message) : undefined));
  } finally {
    await database.close();
  }
}

withKafka(describe).each(logNames)('a bank whose events are in %s', (log) => {
  const other = otherThan(log);

  test('starts no process that names another log, and says in one line what to do', async () => {
    expect(await starts(log)).toEqual([undefined]);
    expect(await starts(log, log, other, other)).toEqual([
      ...[undefined, undefined],
      ...[expect.any(String), expect.any(String)],
    ]);
    const [reason] = await starts(other);
    expect(reason).toMatch(
      new RegExp(
        `^the events of this bank are in ${log} since \\S+Z, and the settings of this process name ${other}: ` +
          `give all apps the same KAFKA_BROKERS, or none, or move .+--to ${other.toLowerCase()}"$`,
      ),
    );
  });

  test('publishes nothing to another log, whose relay and consumers are not ready', async () => {
    const scene = await setScene(other);
    try {
      const { database, topic } = scene;
      await checkLog(addressOf(log, scene.databaseUrl), { database, logger });
      const publisher = await scene.openPublisher();
      const lockName = unique('relay');
      const metrics = createMetrics('test');
      const relay = startRelay({ database, lockName, source: outbox, publisher, logger, metrics });
      scene.onClose(() => relay.stop());
      const consumer = await scene.consume();
      const [account] = newAccounts(1) as [string];
      await commitToOutbox(database, [[movement(topic, account, 1)]]);
      await eventually(() => !relay.check().ok, { withinMs: 20_000 });
      await eventually(() => consumer.check().detail.startsWith('the events of this bank are in'), {
        withinMs: 20_000,
      });
      expect(consumer.check().ok).toBe(false);
      expect(await unpublished(database)).toBe(1);
      expect(await readTopic(scene.log, topic, 0)).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});

withKafka(test)(
  'of processes that start a bank at the same moment with different logs, one log wins',
  async () => {
    const names = Array.from({ length: 12 }, (_, index) => logNames[index % 2] ?? 'Kafka');
    const reasons = await starts(...names);
    const database = await openDatabase(place.url);
    const used = await readUsedLog(database).finally(() => database.close());
    const refused = names.filter((_, index) => reasons[index] !== undefined);
    expect(new Set(refused)).toEqual(new Set([otherThan(used?.log as LogName)]));
    expect(refused).toHaveLength(6);
  },
);

withKafka(test)('a command refuses another log and records none', async () => {
  const database = await openDatabase(place.url);
  try {
    await requireNoOtherLog(database, addressOf('PostgreSQL', place.url));
    expect(await readUsedLog(database)).toBeUndefined();
    await checkLog(addressOf('Kafka', place.url), { database, logger });
    const refused = requireNoOtherLog(database, addressOf('PostgreSQL', place.url));
    await expect(refused).rejects.toThrow(OtherLogUsed);
  } finally {
    await database.close();
  }
});

withKafka(test).each(['worker', 'fraud', 'notifications', 'analytics'] as const)(
  'an app whose KAFKA_BROKERS was forgotten ends at its start: %s',
  async (name) => {
    await starts('Kafka');
    await expect(startApp(name, { DATABASE_URL: place.url, KAFKA_BROKERS: '' })).rejects.toThrow(
      /could not start: the events of this bank are in Kafka since/,
    );
  },
);
