import { connect, runParameterized, type Database } from '@florin/database';
import { fraudAlerts, topics } from '@florin/events';
import { createMetrics, type FailpointName } from '@florin/service';
import {
  collectEvents,
  createTestDatabase,
  encodeSample,
  eventually,
  startApp,
  startKafka,
  type PrivateKafka,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublisher, ensureTopics, migrateEventLog, type EventLogAddress } from '../../src/index.ts';
import { partitionsAtOnce } from '../../src/kafka/kafka-client.ts';
import { bankDay } from '../bank-day.ts';
import { logger, logNames, unique } from '../scene.ts';

type App = 'analytics' | 'fraud' | 'notifications';
/** One consumer app with its own database and group. */
type Life = { app: App; database: Database; env: Record<string, string> };
type Death = { app: App; line: FailpointName };

const apps: App[] = ['analytics', 'fraud', 'notifications'];
const deaths: Death[] = [
  ...apps.flatMap((app) => [
    { app, line: 'consumer.before-commit' as const },
    { app, line: 'consumer.after-commit' as const },
  ]),
  { app: 'fraud', line: 'relay.after-publish' },
];
const limit = { withinMs: 150_000, everyMs: 200 };
const events = bankDay({ accounts: 30, rounds: 24 });

describe.each(logNames)('the consumer apps of %s, killed at a failpoint and started again', (log) => {
  let kafka: PrivateKafka | undefined;
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    if (log !== 'Kafka') return;
    kafka = await startKafka();
    await publishEvents({ brokers: [kafka.broker] });
  });
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
    await kafka?.stop();
  });

  /** Kafka's events are those of all lives, with the alerts of each other; a log in PostgreSQL belongs to one life. */
  async function prepare(app: App): Promise<Life> {
    const { url, drop } = kafka
      ? await createTestDatabase('empty', async () => undefined)
      : await createTestDatabase('event-log', migrateEventLog);
    if (!kafka) await publishEvents({ logUrl: url });
    const database = await connect({ url, applicationName: 'test', poolSize: 2, connectTimeoutMs: 20_000 });
    closers.push(drop, () => database.close());
    const KAFKA_GROUP_ID = unique(app);
    const env = { DATABASE_URL: url, KAFKA_BROKERS: kafka?.broker ?? '', KAFKA_GROUP_ID };
    return { app, database, env };
  }

  async function live({ app, env }: Life): Promise<void> {
    const started = await startApp(app, env);
    closers.push(() => started.stop());
  }

  async function die({ line }: Death, life: Life): Promise<void> {
    // The app may kill itself before or after it is ready.
    const dying = startApp(life.app, { ...life.env, FLORIN_FAILPOINTS: `${line}=kill:${passOf(line)}` });
    const started = await dying.catch(() => undefined);
    if (!started) return;
    await eventually(() => started.hasEnded(), limit);
    expect(await started.end()).toEqual({ code: null, signal: 'SIGKILL' });
    await started.stop();
  }

  /** Waits for all effects of the events, and of the alerts where the app reads them. */
  async function untilAllHasHappened({ app, database }: Life, alerts: number): Promise<void> {
    const taken = events.length + (kafka && app === 'notifications' ? alerts : 0);
    await eventually(async () => (await handledCount(app, database)) === taken, limit);
    const waiting = {
      analytics: [],
      fraud: ['select from fraud.circle_searches', 'select from fraud.outbox'],
      notifications: ["select from notifications.notifications where status = 'pending'"],
    };
    for (const sql of waiting[app])
      await eventually(async () => (await rows(database, sql)).length === 0, limit);
  }

  test('have the same effects as without the kill: none lost, none twice', async () => {
    const undisturbed = await Promise.all(apps.map(prepare));
    const disturbed = await Promise.all(deaths.map(({ app }) => prepare(app)));
    await Promise.all([
      ...undisturbed.map(live),
      ...deaths.map(async (death, index) => {
        const life = disturbed[index]!;
        await die(death, life);
        await expectToHaveDiedInTheMiddle(death, life);
        await live(life);
      }),
    ]);
    const fraud = undisturbed[apps.indexOf('fraud')]!;
    await untilAllHasHappened(fraud, 0);
    const alerts = await rows(fraud.database, 'select id from fraud.alerts');
    expect(alerts.length).toBeGreaterThan(0);
    for (const life of [...undisturbed, ...disturbed]) await untilAllHasHappened(life, alerts.length);

    for (const [index, { app, line }] of deaths.entries()) {
      const effects = await effectsOf(disturbed[index]!);
      const expected = await effectsOf(undisturbed[apps.indexOf(app)]!);
      expect({ app, line, effects }).toEqual({ app, line, effects: expected });
    }
    if (kafka) await expectAlertsUnderOneId({ brokers: [kafka.broker] }, alerts.length, 4 * alerts.length);
    const frauds = kafka ? [] : [...undisturbed, ...disturbed].filter(({ app }) => app === 'fraud');
    for (const { env } of frauds)
      await expectAlertsUnderOneId({ logUrl: env['DATABASE_URL'] ?? '' }, alerts.length, alerts.length - 1);
  }, 300_000);

  /** All fraud apps publish to one topic of Kafka, some an alert twice. */
  async function expectAlertsUnderOneId(at: EventLogAddress, count: number, moreThan: number): Promise<void> {
    const collector = collectEvents({ ...at, topics: [fraudAlerts.topic] });
    closers.push(() => collector.stop());
    const distinct = () => new Set(collector.all().map(({ event }) => event.id)).size;
    await eventually(() => collector.all().length > moreThan, limit);
    expect(distinct()).toBe(count);
  }
});

async function publishEvents(at: EventLogAddress): Promise<void> {
  const client = { ...at, clientId: 'test', logger };
  await ensureTopics({ ...client, topics });
  const publisher = await createPublisher({ ...client, metrics: createMetrics('test') });
  await publisher.publish(events.map(encodeSample));
  await publisher.close();
}

/**
 * A relay publishes everything in one round. A consumer handles several partitions concurrently: once the failpoint is
 * passed one more time than that, one of them has committed.
 */
const passOf = (line: FailpointName) => (line.startsWith('relay') ? 1 : partitionsAtOnce + 1);

async function expectToHaveDiedInTheMiddle({ app, line }: Death, { database }: Life): Promise<void> {
  const isRelay = line.startsWith('relay');
  const taken = await handledCount(app, database);
  const isInTheMiddle = isRelay
    ? (await rows(database, 'select from fraud.outbox')).length > 0
    : taken > 0 && taken < events.length;
  expect({ app, line, isInTheMiddle }).toEqual({ app, line, isInTheMiddle: true });
}

/** Columns whose values differ after every kill: times and attempts. */
const ofThisRun = ['processed_at', 'recorded_at', 'arrival', 'batch', 'next_attempt_at', 'delivered_at'];

/** Every row of every table of the app, as text. */
async function effectsOf({ app, database }: Life): Promise<Record<string, string[]>> {
  const tables = await rows<{ name: string }>(
    database,
    `select tablename as name from pg_tables where schemaname = $1 and tablename <> 'migrations'`,
    [app],
  );
  const effects: Record<string, string[]> = {};
  for (const { name } of tables) {
    const sql = `select (to_jsonb(t) - $1::text[])::text as text from ${app}.${name} t order by 1`;
    effects[name] = (await rows<{ text: string }>(database, sql, [ofThisRun])).map(({ text }) => text);
  }
  return effects;
}

async function handledCount(app: App, database: Database): Promise<number> {
  const [row] = await rows<{ n: number }>(database, `select count(*)::int as n from ${app}.processed_events`);
  return row!.n;
}

const rows = <Row>(database: Database, sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.read((unit) => runParameterized<Row>(unit, sql, values));
