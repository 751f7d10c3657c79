import { deadLetterTopic, topicAccess, topics } from '@florin/events';
import { createLogger, createMetrics, readConfig } from '@florin/service';
import {
  createAuthority,
  encodeSample,
  eventually,
  sampleTransaction,
  startSecureKafka,
  type SecureKafka,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Type } from 'typebox';
import {
  createPublisher,
  ensureTopics,
  grantAccess,
  grantsOf,
  kafkaOf,
  kafkaSettings,
  logBounds,
  readLog,
} from '../../src/index.ts';
import { checkBrokers } from '../../src/kafka/check-brokers.ts';

const authority = createAuthority();
const another = createAuthority();
const logger = createLogger({ service: 'test', level: 'silent' });
let kafka: SecureKafka;
let elsewhere: SecureKafka;

const clusterOf = ({ KAFKA_BROKERS = '', ...settings }: Record<string, string>) =>
  kafkaOf({
    ...readConfig(Type.Object(kafkaSettings), settings),
    KAFKA_BROKERS: KAFKA_BROKERS.split(','),
  });
const as = (name: string) => clusterOf(kafka.settingsOf(name));

beforeAll(async () => {
  const users = [...Object.keys(topicAccess), 'outsider'];
  kafka = await startSecureKafka(authority, ['IP:127.0.0.1'], users);
  elsewhere = await startSecureKafka(authority, ['DNS:localhost', 'DNS:kafka.internal'], []);
});
afterAll(async () => {
  await kafka?.stop();
  await elsewhere?.stop();
});

describe('a broker behind TLS', () => {
  test('accepts a user with a password', async () => {
    await checkBrokers(as('admin'), logger);
  });

  const without = (...names: string[]) => {
    const settings = kafka.settingsOf('admin');
    return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
  };
  test.each<[string, () => Record<string, string>, RegExp]>([
    [
      'of another authority',
      () => ({ ...kafka.settingsOf('admin'), KAFKA_TLS_CA: another.ca }),
      /certificate/,
    ],
    [
      'whose authority is not given',
      () => ({ ...without('KAFKA_TLS_CA'), KAFKA_TLS: 'true' }),
      /certificate/,
    ],
    [
      'of another host',
      () => elsewhere.settingsOf('admin'),
      /altnames: IP: 127\.0\.0\.1 is not in the cert's list/,
    ],
    [
      'with another password',
      () => ({ ...kafka.settingsOf('admin'), KAFKA_SASL_PASSWORD: 'wrong' }),
      /SASL SCRAM SHA512 authentication failed/,
    ],
    [
      'without a password',
      () => without('KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'),
      /it wants a user: set KAFKA_SASL_USERNAME/,
    ],
    ['in plain text', () => without('KAFKA_TLS_CA'), /it speaks TLS: set KAFKA_TLS_CA/],
  ])('%s is refused in one line that names it', async (_what, settings, reason) => {
    const failed = await checkBrokers(clusterOf(settings()), logger).catch((error: Error) => error);
    const { message } = failed as Error;
    expect(message).toMatch(reason);
    expect(message).toMatch(
      /^Kafka at 127\.0\.0\.1:\d+ cannot be used \([^\n]+\): see KAFKA_BROKERS, KAFKA_TLS_CA and KAFKA_SASL_USERNAME$/,
    );
    expect(message).not.toContain('secret-of-');
  });

  test('that is away is waited for', async () => {
    await checkBrokers(clusterOf({ ...kafka.settingsOf('admin'), KAFKA_BROKERS: '127.0.0.1:1' }), logger);
  });
});

test('settings that do not fit each other are refused with their names', () => {
  const settings = kafka.settingsOf('admin');
  const { KAFKA_SASL_PASSWORD: _, ...noPassword } = settings;
  expect(() => clusterOf(noPassword)).toThrow('KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD belong together');
  const missing = { ...settings, KAFKA_TLS_CA: '/nowhere/ca.pem' };
  expect(() => clusterOf(missing)).toThrow('KAFKA_TLS_CA cannot be read');
});

/** Publishes one event, and returns the error if the broker refuses it. */
async function publishAs(name: string, topic: string): Promise<string> {
  const publisher = await createPublisher({
    ...as(name),
    clientId: name,
    logger,
    metrics: createMetrics('test'),
  });
  const sample = encodeSample(sampleTransaction());
  const stop = new AbortController();
  const publishing = publisher.publish([{ ...sample, topic }], stop.signal);
  // A refusal is retried for ever, because permissions may be granted while an app runs.
  const refused = eventually(() => stop.signal.aborted || !publisher.check().ok);
  try {
    return await Promise.race([
      publishing.then(() => 'written'),
      refused.then(() => publisher.check().detail),
    ]);
  } finally {
    stop.abort();
    await publishing.catch(() => undefined);
    await publisher.close();
  }
}

/** Reads a topic from its beginning as a member of no group that others know. */
async function readAs(name: string, topic: string): Promise<string> {
  try {
    const cluster = as(name);
    const { high } = await logBounds({ ...cluster, clientId: name, topics: [topic] });
    let read = 0;
    await readLog({
      ...cluster,
      ...{ topics: [topic], from: new Map(), to: high, signal: AbortSignal.timeout(20_000) },
      onBatch: async (messages) => void (read += messages.length),
    });
    return `${read} read`;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('access control lists made from the table of topics', () => {
  beforeAll(async () => {
    await grantAccess(as('admin'), grantsOf(topicAccess));
    await grantAccess(as('admin'), grantsOf(topicAccess));
    const signal = AbortSignal.timeout(60_000);
    await ensureTopics({ ...as('worker'), clientId: 'worker', topics, logger, signal });
    for (const name of ['fraud', 'notifications', 'analytics'])
      await ensureTopics({ ...as(name), clientId: name, topics: [deadLetterTopic(name)], logger, signal });
    expect(signal.aborted).toBe(false);
  });

  const refused = /TOPIC_AUTHORIZATION_FAILED/;
  const users = Object.keys(topicAccess).filter((name) => name !== 'events-tool');
  const everyTopic = [...topics, ...['fraud', 'notifications', 'analytics'].map(deadLetterTopic)];

  test.each(users.map((name) => [name]))('let %s write its own topics and no other', async (name) => {
    for (const topic of everyTopic) {
      const outcome = await publishAs(name, topic);
      if (topicAccess[name]!.writes.includes(topic)) expect([topic, outcome]).toEqual([topic, 'written']);
      else expect([topic, outcome]).toEqual([topic, expect.stringMatching(refused)]);
    }
  });

  test('let one app write each topic of events', () => {
    for (const topic of everyTopic)
      expect([topic, users.filter((name) => topicAccess[name]!.writes.includes(topic)).length]).toEqual([
        topic,
        1,
      ]);
  });

  test('let a outsider neither read nor write, and see no topic', async () => {
    for (const topic of ['transactions.completed', 'fraud.alerts']) {
      expect(await publishAs('outsider', topic)).toMatch(refused);
      expect(await readAs('outsider', topic)).toMatch(/not authorized|authoriz/i);
    }
  });

  test('let analytics read the ledger for a rebuild, but no alerts', async () => {
    expect(await readAs('analytics', 'transactions.completed')).toMatch(/^[1-9]\d* read$/);
    expect(await readAs('analytics', 'fraud.alerts')).toMatch(/authoriz/i);
  });

  test('let the tool of operators read and publish again', async () => {
    expect(await publishAs('events-tool', 'transactions.completed')).toBe('written');
    expect(await readAs('events-tool', 'fraud.dead-letters')).toMatch(/read$/);
  });
});
