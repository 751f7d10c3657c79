import { connect, runParameterized, type Database } from '@florin/database';
import { decodeEvent, deadLetterTopic, sampleMessages, transactionsCompleted } from '@florin/events';
import {
  createPublisher,
  ensureTopics,
  migrateEventLog,
  processedEventsTable,
  readTopics,
  runConsumer,
  type EventLogAddress,
  type Publisher,
  type ReadMessage,
} from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import {
  createTestDatabase,
  encodeSample,
  eventually,
  migrateBank,
  sampleTransaction,
  withKafka,
  testServices,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const brokers = testServices().kafkaBrokers;
const mark = randomBytes(5).toString('hex');
const [topic, group] = [`events-tool-${mark}`, `events-tool-${mark}`];
const logger = createLogger({ service: 'test', level: 'silent' });
const sample = sampleMessages()[transactionsCompleted.type];

/** Where the tool records who changes what, with a log in PostgreSQL and the tables of a consumer. */
let records: TestDatabase;

async function migrateAll(database: Database): Promise<void> {
  await migrateBank(database);
  await migrateEventLog(database);
  await database.unitOfWork((em) => runParameterized(em, 'create schema bank', []));
  await database.unitOfWork((em) => runParameterized(em, processedEventsTable('bank'), []));
}

function startWith(settings: Record<string, string>, args: readonly string[]) {
  const { DATABASE_URL: _of_the_tests, ...environment } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...environment, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const reported = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (reported.out += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (reported.err += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...reported }));
  return { child, reported, ended };
}

withKafka(describe)('the events tool, with the log in Kafka', () => testsWith('Kafka'));
describe('the events tool, with the log in PostgreSQL', () => testsWith('PostgreSQL'));

function testsWith(log: 'Kafka' | 'PostgreSQL'): void {
  const KAFKA_BROKERS = log === 'Kafka' ? brokers.join(',') : '';
  let address: EventLogAddress;
  let client: EventLogAddress & { clientId: string; logger: typeof logger };
  const start = (...args: string[]) =>
    startWith({ KAFKA_BROKERS, DATABASE_URL: records.urlOf('readsAllTenants') }, args);
  const run = (...args: string[]) => start(...args).ended;
  let publisher: Publisher;
  const arrived: ReadMessage[] = [];
  let reader: ReturnType<typeof readTopics>;

  beforeAll(async () => {
    records = await createTestDatabase('events-tool', migrateAll);
    address = log === 'Kafka' ? { brokers } : { logUrl: records.url };
    client = { ...address, clientId: 'test', logger };
    arrived.length = 0;
    await ensureTopics({ ...client, topics: [topic] });
    await ensureTopics({ ...client, topics: [deadLetterTopic(group)], partitions: 1 });
    publisher = await createPublisher({ ...client, metrics: createMetrics('test') });
    await publisher.publish([{ ...sample, topic }]);
    reader = readTopics({ ...address, topics: [topic], onMessage: (message) => arrived.push(message) });
  });
  afterAll(async () => {
    await reader.stop();
    await publisher.close();
    await records.drop();
  });

  /** What the audit log has. */
  async function recorded() {
    const database = await connect({ url: records.url, applicationName: 'test', connectTimeoutMs: 20_000 });
    try {
      return await database.query<{ object: string }>(
        `select object_type || ' ' || object_name as object, change, after, actor_id, tenant_id from access.audit_log order by at`,
        [],
      );
    } finally {
      await database.close();
    }
  }

  const letter = (offset: number) => ({
    ...sample,
    topic: deadLetterTopic(group),
    headers: {
      ...sample.headers,
      'florin-cause': 'handler_failed',
      'florin-detail': 'not today',
      'florin-attempts': '5',
      'florin-origin-topic': topic,
      'florin-origin-partition': '0',
      'florin-origin-offset': String(offset),
    },
  });

  test('prints its usage, and reports an invalid command line', async () => {
    // Side by side: most of it is a process that starts.
    const [help, ...misused] = await Promise.all([
      run('--help'),
      run('shout'),
      run('replay', '--group', group),
      run('replay', '--group', group, '--from', 'yesterday'),
      run('dead-letters', 'retry'),
    ]);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('dead-letters list') });
    for (const { code, err } of misused)
      expect({ code, reported: err.includes('Usage') }).toEqual({ code: 2, reported: true });
  });

  test('shows what comes, of one account, or all from the beginning', async () => {
    const all = start('tail', topic, '--from-beginning', '--json');
    const others = start('tail', topic, '--account', 'acct_other');
    await eventually(() => all.reported.out.includes(sample.key));
    await eventually(() => others.reported.err.includes('reading'));
    await publisher.publish([{ ...sample, topic, key: 'acct_other' }]);
    await eventually(() => others.reported.out.includes('acct_other'));
    for (const { child } of [all, others]) child.kill('SIGTERM');
    const [first, second] = await Promise.all([all.ended, others.ended]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(JSON.parse(first.out.split('\n')[0]!)).toMatchObject({
      topic,
      key: sample.key,
      value: sample.value,
    });
    expect(second.out).not.toContain(`${sample.key} {`);
  });

  test('lists dead letters, shows one, and sends them to where they came from as they were', async () => {
    await publisher.publish([letter(7), letter(8)]);
    const [listed, shown, missing] = await Promise.all([
      run('dead-letters', 'list', '--group', group, '--json'),
      run('dead-letters', 'show', '1', '--group', group),
      run('dead-letters', 'retry', '99', '--group', group),
    ]);
    const letters = listed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { origin: string });
    expect(letters.map(({ origin }) => origin)).toEqual([`${topic}/0@7`, `${topic}/0@8`]);
    expect(JSON.parse(shown.out)).toMatchObject({
      cause: 'handler_failed',
      detail: 'not today',
      value: sample.value,
    });

    await eventually(() => arrived.length >= 2);
    const before = arrived.length;
    const args = ['dead-letters', 'retry', '--all', '--group', group, '--json', '--operator', 'ada'];
    const retried = await run(...args);
    expect({ code: retried.code, ...JSON.parse(retried.out) }).toEqual({ code: 0, group, sent: 2 });
    await eventually(() => arrived.length === before + 2);
    const { key, value, headers } = arrived.at(-1)!;
    expect(decodeEvent(topic, key, value).id).toBe(JSON.parse(sample.value).id);
    expect(headers).toEqual(sample.headers);
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('has no dead letter 99') });
    // What failed before it changed anything left no record.
    const object = `consumer_group ${group}`;
    expect((await recorded()).filter((entry) => entry.object === object)).toEqual([
      {
        object,
        change: 'retry_dead_letters',
        after: { offset: 'all' },
        actor_id: 'operator:ada',
        tenant_id: null,
      },
    ]);
  });

  test('changes nothing that it cannot record, and says what is missing', async () => {
    const before = arrived.length;
    const retry = ['dead-letters', 'retry', '--all', '--group', group];
    const [nowhere, asAnApp, misnamed] = await Promise.all([
      startWith({ KAFKA_BROKERS }, retry).ended,
      startWith({ KAFKA_BROKERS, DATABASE_URL: records.urlOf('analytics') }, retry).ended,
      run(...retry, '--operator', 'a/b'),
    ]);
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_URL') });
    expect(asAnApp).toMatchObject({ code: 1, err: expect.stringContaining('npm run admin -- migrate') });
    expect(misnamed).toMatchObject({ code: 2, err: expect.stringContaining('--operator is a name') });
    await publisher.publish([{ ...sample, topic, key: 'acct_after_all' }]);
    await eventually(() => arrived.some(({ key }) => key === 'acct_after_all'));
    expect(arrived).toHaveLength(before + 1);
  });

  test('moves a stopped consumer back to a time', async () => {
    const replay = (app: string, from: string) =>
      run('replay', '--group', `${group}-${app}`, '--from', from, '--topic', topic, '--json');
    const [all, none] = await Promise.all([
      replay('app', '2020-01-01T00:00:00Z'),
      replay('other-app', new Date(Date.now() + 600_000).toISOString()),
    ]);
    expect(all).toMatchObject({ code: 0 });
    expect(Number(JSON.parse(all.out).messages)).toBeGreaterThanOrEqual(2);
    expect(JSON.parse(none.out).messages).toBe('0');
    const object = `consumer_group ${group}-app`;
    const after = { from: '2020-01-01T00:00:00.000Z', topics: [topic] };
    expect((await recorded()).filter((entry) => entry.object === object)).toMatchObject([
      { change: 'replay', after, actor_id: `operator:${userInfo().username}` },
    ]);
  });

  test('lets a consumer read again that was stopped, and refuses to while it runs', async () => {
    const database = await connect({
      url: records.url,
      applicationName: 'test',
      connectTimeoutMs: 20_000,
    });
    const [groupId, own] = [`${group}-consumer`, `${topic}-own`];
    await ensureTopics({ ...client, topics: [own] });
    const reported = Array.from({ length: 20 }, () => ({ ...encodeSample(sampleTransaction()), topic: own }));
    await publisher.publish(reported);
    const consume = async () => {
      const metrics = createMetrics('test');
      const common = { ...address, groupId, topics: [own], database, schema: 'bank', logger, metrics };
      const consumer = await runConsumer({ ...common, handle: async () => undefined });
      const skipped = async () => {
        const counter = await metrics.registry.getSingleMetric('florin_consumer_duplicates_total')?.get();
        return counter?.values[0]?.value ?? 0;
      };
      return { consumer, skipped };
    };
    const replay = () => run('replay', '--group', groupId, '--from', '2020-01-01T00:00:00Z', '--topic', own);
    const running: { stop(): Promise<void> }[] = [];
    try {
      const first = await consume();
      running.push(first.consumer);
      await eventually(async () => (await first.consumer.lag()).every(({ lag }) => lag === 0));
      const refused = await replay();
      expect(refused).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('is running: stop all'),
      });
      await first.consumer.stop();

      const moved = await replay();
      expect(moved).toMatchObject({ code: 0, out: expect.stringContaining('reads 20 messages') });
      const second = await consume();
      running.push(second.consumer);
      await eventually(async () => (await second.skipped()) === 20);
    } finally {
      for (const consumer of running) await consumer.stop();
      await database.close();
    }
  }, 240_000);
}
