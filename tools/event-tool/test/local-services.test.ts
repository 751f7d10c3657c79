import { deadLetterTopic } from '@florin/events';
import { ensureTopics } from '@florin/messaging';
import { createLogger } from '@florin/service';
import { withKafka, testServices } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bootstrap = fileURLToPath(new URL('../../bootstrap.mjs', import.meta.url));
const brokers = testServices().kafkaBrokers;
const group = `events-tool-${randomBytes(5).toString('hex')}`;
const [local, empty] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'florin-'))) as [string, string];

beforeAll(async () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  await ensureTopics({ brokers, clientId: 'test', topics: [deadLetterTopic(group)], partitions: 1, logger });
  const lines = [
    'DATABASE_URL=postgresql://administrator@127.0.0.1:1/florin',
    `KAFKA_BROKERS=${brokers.join(',')}`,
    'EVENTS_DATABASE_URL=postgresql://reader@127.0.0.1:2/florin',
  ];
  writeFileSync(join(local, 'services.env'), `${lines.join('\n')}\n`);
});
afterAll(() => [local, empty].forEach((folder) => rmSync(folder, { recursive: true })));

/** As `npm run events -- dead-letters list` runs it, with no services named but these. */
const list = (env: Record<string, string>) => run(env, 'dead-letters', 'list', '--group', group);

function run(env: Record<string, string>, ...command: string[]): Promise<{ code: number; err: string }> {
  const { DATABASE_URL: _database, REDIS_URLS: _redis, KAFKA_BROKERS: _kafka, ...others } = process.env;
  const args = [bootstrap, 'events', ...command];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...others, ...env } }, (error, _stdout, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), err }),
    );
  });
}

withKafka(test)('the local services are used unless others are named, and never a mix of both', async () => {
  const [found, named, mixed, nowhere] = await Promise.all([
    list({ FLORIN_LOCAL: local }),
    list({ FLORIN_LOCAL: local, KAFKA_BROKERS: '127.0.0.1:1' }),
    list({ FLORIN_LOCAL: local, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/elsewhere' }),
    list({ FLORIN_LOCAL: empty }),
  ]);
  expect(found).toMatchObject({ code: 0, err: expect.stringContaining('0 dead letters') });
  expect(named).toMatchObject({ code: 1, err: expect.stringContaining('the event log does not answer') });
  // Without brokers, the log of the database that is named, and not the local Kafka.
  expect(mixed).toMatchObject({ code: 1, err: expect.stringContaining('the event log does not answer') });
  expect(mixed.err).toContain('KAFKA_BROKERS is not set: the event log in PostgreSQL is used');
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_URL is missing') });
  expect(nowhere.err).toContain('or set KAFKA_BROKERS');
  expect(nowhere.err).toContain('run "npm start"');
});

withKafka(test)(
  'of the local services, the tool connects to PostgreSQL with the URL of its own role',
  async () => {
    const { code, err } = await run(
      { FLORIN_LOCAL: local },
      'republish',
      '--from',
      '2026-11-22T00:00:00Z',
      '--dry-run',
    );
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1:2');
  },
);
