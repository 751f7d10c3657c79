import { connect, newId, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import { encodeEvent, transactionsCompleted, type EncodedEvent, type FlorinEvent } from '@florin/events';
import { createLogger, createMetrics, endsWithin, type Metrics } from '@florin/service';
import { createTestDatabase, testServices } from '@florin/testing';
import { randomBytes } from 'node:crypto';
import {
  createPublisher,
  ensureTopics,
  migrateEventLog,
  processedEventsTable,
  runConsumer,
  type EventLogAddress,
  type Publisher,
  type RunningConsumer,
} from '../src/index.ts';
import { openAdmin } from '../src/kafka/kafka-client.ts';

export const logger = createLogger({ service: 'messaging-test', level: 'silent' });
export const unique = (name: string): string => `${name}-${randomBytes(5).toString('hex')}`;

/** The logs that every test of this package runs against. */
export const logNames = ['Kafka', 'PostgreSQL'] as const;
export type LogName = (typeof logNames)[number];

/** The address of a log that is away: nothing listens on port 1. */
export const awayLog = (name: LogName): EventLogAddress =>
  name === 'Kafka' ? { brokers: ['127.0.0.1:1'] } : { logUrl: 'postgresql://nobody@127.0.0.1:1/florin' };

/** For tests that do something to Kafka itself. */
export function openKafkaAdmin(log: EventLogAddress): ReturnType<typeof openAdmin> {
  if (!('brokers' in log)) throw new Error('this log is not Kafka');
  return openAdmin({ ...log, clientId: 'test' });
}

/** A database, a topic and a group for one test. Its consumers write their effects into a table. */
export type Scene = {
  /** Where its log is: as JSON, it can be given to a process. */
  log: EventLogAddress;
  databaseUrl: string;
  database: Database;
  topic: string;
  groupId: string;
  /** Every effect so far, in order. */
  effects(): Promise<Effect[]>;
  /** A consumer of the scene's topic that records effects; `change` replaces parts of it. */
  consume(change?: Partial<Parameters<typeof runConsumer>[0]>): Promise<RunningConsumer>;
  /** A publisher to the scene's log, closed with the scene; `change` replaces parts of it. */
  openPublisher(change?: Partial<Parameters<typeof createPublisher>[0]>): Promise<Publisher>;
  /** Runs before the scene closes. */
  onClose(close: () => Promise<unknown>): void;
  close(): Promise<void>;
};

export type Effect = { event_id: string; account_id: string; version: number };

export async function setScene(
  name: LogName,
  options: { partitions?: number; brokers?: readonly string[]; databaseUrl?: string; topic?: string } = {},
): Promise<Scene> {
  const { brokers = testServices().kafkaBrokers, partitions = 3 } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const databaseUrl = options.databaseUrl ?? (await openTestDatabase(closers));
  const database = await openDatabase(databaseUrl);
  closers.push(() => database.close());
  const { topic = unique('test-topic') } = options;
  const groupId = unique('test-group');
  const log = name === 'Kafka' ? { brokers } : { logUrl: databaseUrl };
  await ensureTopics({ ...log, clientId: 'test', topics: [topic], partitions, logger });
  return {
    log,
    databaseUrl,
    database,
    topic,
    groupId,
    effects: () =>
      database.read((unit) =>
        runParameterized<Effect>(
          unit,
          'select event_id, account_id, version from bank.effects order by position',
          [],
        ),
      ),
    async consume(change = {}) {
      const metrics = createMetrics('messaging-test');
      const usual = { ...log, groupId, topics: [topic], database, schema: 'bank', logger, metrics };
      const consumer = await runConsumer({ ...usual, handle: recordEffects, ...change });
      closers.push(() => consumer.stop());
      return consumer;
    },
    async openPublisher(change = {}) {
      const usual = { ...log, clientId: 'test', logger, metrics: createMetrics('test') };
      const publisher = await createPublisher({ ...usual, ...change });
      closers.push(() => publisher.close());
      return publisher;
    },
    onClose: (close) => void closers.push(close),
    async close() {
      for (const close of closers.reverse()) {
        if (!(await endsWithin(15_000, close()))) throw new Error(`does not close: ${close}`);
      }
    },
  };
}

async function openTestDatabase(closers: (() => Promise<unknown>)[]): Promise<string> {
  const { url, drop } = await createTestDatabase('messaging', createTables);
  closers.push(drop);
  return url;
}

export const openDatabase = (url: string): Promise<Database> =>
  connect({ url, applicationName: 'messaging-test', connectTimeoutMs: 20_000 });

/** Effects and outbox rows have no unique constraint, so that a duplicate is visible. */
export async function createTables(database: Database): Promise<void> {
  await migrateEventLog(database);
  await database.unitOfWork(async (unit) => {
    for (const statement of [
      'create schema bank',
      processedEventsTable('bank'),
      `create table bank.effects (
         position bigint generated always as identity, event_id text, account_id text, version integer)`,
      `create table bank.outbox (
         id bigint generated always as identity primary key, messages jsonb not null, published_at timestamptz)`,
    ]) {
      await runParameterized(unit, statement, []);
    }
  });
}

export async function recordEffects(events: FlorinEvent[], unit: UnitOfWork): Promise<void> {
  const versions = events.map(({ data }) => ('account_version' in data ? data.account_version : 0));
  await runParameterized(
    unit,
    `insert into bank.effects (event_id, account_id, version)
     select * from unnest($1::text[], $2::text[], $3::int[])`,
    [events.map(({ id }) => id), events.map(({ accountId }) => accountId), versions],
  );
}

/** The versions of the effects of each account, in order. */
export function versionsByAccount(effects: Effect[]): Record<string, number[]> {
  const versions: Record<string, number[]> = {};
  for (const { account_id, version } of effects) (versions[account_id] ??= []).push(version);
  return versions;
}

/** The result of versionsByAccount if the effect of every movement was applied once and in order. */
export function onceInOrder(accounts: string[], each: number): Record<string, number[]> {
  return Object.fromEntries(
    accounts.map((account) => [account, Array.from({ length: each }, (_, i) => i + 1)]),
  );
}

export const newAccounts = (count: number): string[] => Array.from({ length: count }, () => newId('acct'));

const tenantId = newId('tenant');

/** Movement number `version` of an account, on the scene's topic. Its id contains account and version. */
export function movement(topic: string, accountId: string, version: number): EncodedEvent {
  const time = new Date().toISOString();
  const encoded = encodeEvent(transactionsCompleted, {
    id: `${accountId}:${version}`,
    tenantId,
    accountId,
    time,
    data: {
      transaction_id: newId('txn'),
      tenant_id: tenantId,
      account_id: accountId,
      counterparty_account_id: null,
      type: 'credit',
      direction: 'credit',
      status: 'completed',
      amount: 100,
      currency: 'USD',
      balance_after: 100 * version,
      account_version: version,
      reference: null,
      description: null,
      metadata: {},
      effective_at: time,
      created_at: time,
      request_id: null,
    },
  });
  return { ...encoded, topic };
}

/** Movements 1 … `each` of every account, ordered by version. */
export function movements(topic: string, accounts: string[], each: number, from = 1): EncodedEvent[] {
  const versions = Array.from({ length: each }, (_, index) => from + index);
  return versions.flatMap((version) => accounts.map((accountId) => movement(topic, accountId, version)));
}

/** A metric's value, summed over its labels. */
export async function sumOf(metrics: Metrics, name: string): Promise<number> {
  const metric = await metrics.registry.getSingleMetric(name)?.get();
  return (metric?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}
