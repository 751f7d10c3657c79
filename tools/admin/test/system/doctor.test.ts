import { createAccessTokens, createApiKey, createCredentials } from '@florin/access';
import { idToUuid, newId } from '@florin/database';
import { consumerGroups, deadLetterTopic, topicAccess, topics } from '@florin/events';
import { ensureTopics, grantAccess, grantsOf } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import { createPublisher, itemAt, startPostgresOnSmallDisk, startStandby } from '@florin/testing';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../src/doctor/doctor.ts';
import {
  command,
  keyPair,
  onStandby,
  secret,
  startExaminedBank,
  until,
  type Env,
  type ExaminedBank,
} from './examined-bank.ts';

jest.setTimeout(120_000);

let bank: ExaminedBank;
/** The checks that have found something in this file. */
const seenWrong = new Set<string>();

beforeAll(async () => {
  bank = await startExaminedBank();
});
afterAll(() => bank.stop());
afterEach(() => void jest.restoreAllMocks());
const run = (sql: string, values: unknown[] = []) =>
  bank.database.query<Record<string, unknown>>(sql, values);

const doctor = (env: Env = {}, args: string[] = []) => bank.doctor({ ...bank.healthy, ...env }, args);

/** What one check finds, as sentences. */
async function found(check: string, env: Env = {}): Promise<string[]> {
  const all = await bank.findings({ ...bank.healthy, ...env }, check);
  if (all.some(({ state }) => state === 'wrong')) seenWrong.add(check);
  return all.map(({ state, what }) => (state === 'wrong' ? what : `${state}: ${what}`));
}

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const production = { NODE_ENV: 'production' };

test('settings that are missing or malformed are named, without their values', async () => {
  expect(await found('settings')).toEqual([]);
  expect(
    await found('settings', { SEALING_KEYS: '', KAFKA_TLS: 'perhaps', WEBHOOK_ENCRYPTION_KEYS: '' }),
  ).toEqual([
    like(/^KAFKA_TLS must be boolean/),
    'SEALING_KEYS is missing',
    'WEBHOOK_ENCRYPTION_KEYS is missing',
  ]);
  expect(await found('settings', { SEALING_KEYS: '', INTERNAL_TOKEN: secret() })).toEqual([]);
});

test('secrets that are guessed, shared or do not fit are named, without their values', async () => {
  // Random text may contain a well-known word.
  const strong = { KAFKA_SASL_PASSWORD: '', KAFKA_SASL_USERNAME: '', CURSOR_KEYS: `1234${secret()}` };
  expect(await found('secrets', strong)).toEqual([]);
  const shared = secret();
  const { out } = await doctor({ CURSOR_KEYS: shared, SEALING_KEYS: shared });
  expect(out).toContain('SEALING_KEYS and CURSOR_KEYS have the same secret');
  expect(out).not.toContain(shared);
  expect(
    await found('secrets', {
      ...strong,
      CURSOR_KEYS: 'florin-secret-1234-change-me-please',
      SEALING_KEYS: '<the secret of the signing keys>',
      DATABASE_URL: 'postgresql://florin_api:hunter@127.0.0.1:1/florin',
      INTERNAL_TOKEN: secret(),
      ASSERTION_PRIVATE_KEY: keyPair().ASSERTION_PRIVATE_KEY,
    }),
  ).toEqual([
    'A secret in SEALING_KEYS can be guessed',
    'A secret in CURSOR_KEYS can be guessed',
    'A secret in DATABASE_URL has fewer than 16 characters',
    'INTERNAL_TOKEN is set',
    'API_ASSERTION_PUBLIC_KEYS has no public key of ASSERTION_PRIVATE_KEY',
  ]);
});

test('connections without TLS are wrong in production alone', async () => {
  const plain = { KAFKA_TLS_CA: '' };
  expect(await found('tls', plain)).toEqual([]);
  expect(await found('tls', { ...plain, ...production })).toEqual([
    like(/^PostgreSQL at 127\.0\.0\.1:\d+ is reached without TLS$/),
    ...bank.redis.map(({ url }) => `Redis at ${new URL(url).host} is reached without TLS`),
    'Kafka is reached without TLS',
  ]);
  expect(
    await found('tls', {
      ...production,
      DATABASE_URL: 'postgresql://florin_api@db.internal/florin?sslmode=verify-full',
      REDIS_URLS: 'rediss://127.0.0.1:1',
    }),
  ).toEqual([]);
});

test('settings of a developer, and parts that are too few, are wrong in production', async () => {
  const https = { TOKEN_ISSUER: 'https://bank.example' };
  expect(await found('production', { ...production, ...https })).toEqual([]);
  expect(
    await found('production', { ...production, WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_VERIFICATION: 'off' }),
  ).toEqual([
    'WEBHOOK_ALLOW_PRIVATE is true',
    'TOKEN_ISSUER is not an https address',
    'WEBHOOK_VERIFICATION is off',
  ]);
  expect(await found('parts')).toEqual([]);
  const [first, second] = bank.redis.map(({ url }) => url);
  expect(await found('parts', { REDIS_URLS: `${first},${second}` })).toEqual(['REDIS_URLS names 2 nodes']);
  expect(await found('parts', { REDIS_URLS: '' })).toEqual([]);
  const withoutRedis = { ...production, REDIS_URLS: '', KAFKA_BROKERS: 'a:1,b:1' };
  expect(await found('parts', withoutRedis)).toEqual(['REDIS_URLS is not set']);
  expect(await found('parts', production)).toEqual(['KAFKA_BROKERS names one broker']);
});

test('a database that may forget what it acknowledged is wrong, and so is one that is away', async () => {
  expect(await found('postgres')).toEqual([]);
  await run('alter database florin set synchronous_commit = off');
  expect(await found('postgres')).toEqual(['PostgreSQL has synchronous_commit = off']);
  await run('alter database florin reset synchronous_commit');
  const away = { DATABASE_OWNER_URL: 'postgresql://a:b@127.0.0.1:1/florin' };
  expect(await found('postgres', away)).toEqual([like(/^PostgreSQL does not answer/)]);
  // The others go on.
  expect(await found('books', away)).toEqual(['not checked: PostgreSQL does not answer']);
  expect(await found('redis', away)).toEqual([]);
});

test('roles with more rights than their app needs are named', async () => {
  expect(await found('roles', production)).toEqual([]);
  await run('alter role florin_api bypassrls');
  await run('grant florin_owner to florin_worker');
  await run('grant delete on ledger.transactions to florin_fraud');
  await run('alter table ledger.accounts no force row level security');
  await run('alter table analytics.hourly owner to florin_analytics');
  expect(await found('roles', { ...production, DATABASE_URL: bank.postgres.url })).toEqual([
    'DATABASE_URL has the role florin',
    'florin_api has BYPASSRLS',
    'florin_worker has membership in florin_owner',
    like(/^florin_analytics owns \d+ tables or indexes of the bank$/),
    'ledger.accounts has no row-level security',
    'florin_fraud may delete from ledger.transactions',
  ]);
  await run('alter role florin_api nobypassrls');
  await run('revoke florin_owner from florin_worker');
  await run('revoke delete on ledger.transactions from florin_fraud');
  await run('alter table ledger.accounts force row level security');
  await run('alter table analytics.hourly owner to florin_owner');
  expect(await found('roles', production)).toEqual([]);
});

test('migrations that the database lacks, and those that the code lacks, are named', async () => {
  expect(await found('migrations')).toEqual([]);
  const [last] = await run('select name from fraud.migrations order by name desc limit 1');
  await run('delete from fraud.migrations where name = $1', [last?.['name']]);
  await run(`insert into access.migrations (name) values ('9999-of-tomorrow')`);
  expect(await found('migrations')).toEqual([
    'The schema access has 9999-of-tomorrow, which this version does not know',
    `The schema fraud lacks ${String(last?.['name'])}`,
  ]);
  await run('insert into fraud.migrations (name) values ($1)', [last?.['name']]);
  await run(`delete from access.migrations where name = '9999-of-tomorrow'`);
});

test('pools that are larger than max_connections are wrong', async () => {
  expect(await found('connections', production)).toEqual([]);
  expect(await found('connections', { ...production, DATABASE_POOL_SIZE: '120' })).toEqual([
    like(/^2 API processes and two of each other app may open \d+ sessions, and PostgreSQL allows 297$/),
  ]);
});

test('a log that is kept for nobody, and an archive that fails, are wrong', async () => {
  expect(await found('disk')).toEqual([]);
  await run(`select pg_create_physical_replication_slot('gone', true)`);
  expect(await found('disk')).toEqual([like(/^The replication slot gone has no standby and keeps \d+ MB/)]);
  await run(`select pg_drop_replication_slot('gone')`);
  await run(`alter system set archive_command = 'false'`);
  await run('select pg_reload_conf()');
  await run('select pg_switch_wal()');
  await until(async () => (await found('disk')).some((what) => what.startsWith('archive_command fails for')));
  await run(`alter system set archive_command = 'true'`);
  await run('select pg_reload_conf()');
});

test('a disk that is nearly full is wrong', async () => {
  const small = await startPostgresOnSmallDisk();
  try {
    const here = { DATABASE_OWNER_URL: small.url };
    expect(await found('disk', here)).toEqual([]);
    small.fill();
    expect(await found('disk', here)).toContainEqual(like(/^\d % of the disk of PostgreSQL are free$/));
  } finally {
    await small.stop();
  }
});

test('a bank without a synchronous standby, and replicas that cannot serve, are wrong', async () => {
  expect(await found('standby')).toEqual([]);
  expect(await found('standby', production)).toEqual(['synchronous_standby_names is empty']);
  await run(`alter system set synchronous_standby_names = 'standby_1'`);
  await run('select pg_reload_conf()');
  await until(async () => (await found('standby')).length > 0);
  expect(await found('standby')).toEqual(['No standby of standby_1 is connected and synchronous']);
  await run('alter system reset synchronous_standby_names');
  await run('select pg_reload_conf()');

  const standby = await startStandby(bank.postgres, 'standby_1');
  const given = (...urls: string[]) => ({ DATABASE_REPLICA_URLS: urls.join() });
  try {
    await run(`alter system set synchronous_standby_names = 'standby_1'`);
    await run('select pg_reload_conf()');
    await until(async () => (await found('standby', production)).length === 0);
    await run('alter system reset synchronous_standby_names');
    await run('select pg_reload_conf()');
    expect(
      await found('replicas', given(standby.url, bank.postgres.url, 'postgresql://a:b@127.0.0.1:1/c')),
    ).toEqual([
      'Replica 1 has hot_standby_feedback = off',
      'Replica 2 is no standby',
      'Replica 3 does not answer',
    ]);
    await onStandby(standby.url, 'alter system set hot_standby_feedback = on', 'select pg_reload_conf()');
    await until(
      async () =>
        (await found('replicas', { ...given(standby.url), REPLICA_MAX_LAG_MS: '60000' })).length === 0,
    );
    await onStandby(standby.url, 'select pg_wal_replay_pause()');
    await run('select pg_logical_emit_message(true, $1, $1)', ['written while the replay is paused']);
    expect(await found('replicas', given(standby.url))).toEqual(['Replica 1 is more than 1000 ms behind']);
  } finally {
    await standby.stop();
    await run('select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active');
  }
});

test('clocks that are apart are wrong', async () => {
  expect(await found('clocks')).toEqual([]);
  shiftClock(-10_000);
  expect(await found('clocks')).toEqual([
    like(/^The clock of PostgreSQL is (9|10)\.\d s ahead of this machine's$/),
    ...bank.redis.map(({ url }) => like(new RegExp(`Redis at ${new URL(url).host}`))),
  ]);
});

test('Redis nodes that are away, evict, follow, or are one, are wrong', async () => {
  expect(await found('redis')).toEqual([]);
  const [first, second, third] = [itemAt(bank.redis, 0), itemAt(bank.redis, 1), itemAt(bank.redis, 2)];
  expect(await found('redis', production)).toHaveLength(3); // Anybody may use them.
  await command(first.url, 'config', 'set', 'maxmemory-policy', 'allkeys-lru');
  await command(second.url, 'replicaof', '127.0.0.1', new URL(first.url).port);
  await third.kill();
  const names = [first, second, third].map(({ url }) => `Redis at ${new URL(url).host}`);
  const wrong = await found('redis');
  expect(wrong).toContain(`${names[0]} has maxmemory-policy allkeys-lru`);
  expect(wrong).toContainEqual(expect.stringContaining(`${names[2]} cannot be used (connect ECONNREFUSED`));
  // A replica refuses the write of a lock, which is what the locks would see.
  expect(wrong).toContainEqual(like(new RegExp(`^${names[1]} .*(READONLY|is a replica)`)));
  await command(second.url, 'replicaof', 'no', 'one');
  await command(first.url, 'config', 'set', 'maxmemory-policy', 'noeviction');
  await third.restart();
  await until(async () => (await found('redis')).length === 0);
  expect(
    await found('redis', {
      REDIS_URLS:
        [first, second].map(({ url }) => url).join() + `,redis://localhost:${new URL(first.url).port}`,
    }),
  ).toEqual([like(/ and .* are one Redis node$/)]);
});

test('brokers that are away, topics that lose events, and permissions that are too wide or missing, are wrong', async () => {
  expect(await found('kafka', { KAFKA_BROKERS: '127.0.0.1:1' })).toEqual([
    like(/^Kafka at 127\.0\.0\.1:1 cannot be used/),
  ]);
  expect(await found('kafka')).toEqual([]);
  expect(await found('kafka', production)).toEqual(['Kafka has 1 broker']);

  expect(await found('topics')).toEqual([like(/^Kafka lacks transactions\.completed, /)]);
  const [first = '', ...others] = topics;
  const { cluster } = bank;
  const logger = createLogger({ service: 'doctor-test' });
  const create = (some: readonly string[], settings = {}) =>
    ensureTopics({ ...cluster, clientId: 'test', topics: some, settings, logger });
  await create([...others, ...consumerGroups.map(deadLetterTopic)]);
  await create([first], { 'retention.ms': '86400000', 'unclean.leader.election.enable': 'true' });
  expect(await found('topics')).toEqual([
    `${first} keeps events for 1.0 days`,
    `${first} allows unclean leader elections`,
  ]);
  expect(await found('topics', production)).toContain(`${others[0]} has 1 copy and min.insync.replicas 1`);

  expect(await found('access')).toEqual(
    Object.keys(topicAccess).map((user) => like(new RegExp(`^${user} lacks \\d+ permission`))),
  );
  await grantAccess(cluster, grantsOf(topicAccess));
  expect(await found('access')).toEqual([]);
  await grantAccess(cluster, [{ user: 'fraud', operation: 'WRITE', resource: 'TOPIC', name: first }]);
  expect(await found('access')).toEqual(['User:fraud may write topics of the ledger']);
});

test('a consumer that is behind, and dead letters, are wrong', async () => {
  const { cluster } = bank;
  const publisher = await createPublisher({
    ...cluster,
    clientId: 'test',
    logger: createLogger({ service: 'doctor-test' }),
    metrics: createMetrics('doctor-test'),
  });
  expect([await found('consumers'), await found('dead-letters')]).toEqual([[], []]);
  const publish = (topic: string) =>
    publisher.publish([{ topic, key: 'a', value: '{}', headers: {} }], new AbortController().signal);
  await publish('transactions.completed');
  await publish(deadLetterTopic('fraud'));
  await publisher.close();
  expect(await found('dead-letters')).toEqual(['fraud has 1 dead letter']);
  expect(await found('consumers')).toEqual([]); // A second behind is no fault.
  shiftClock(600_000);
  expect(await found('consumers')).toEqual(
    consumerGroups.map((group) => like(new RegExp(`^${group} is 1 event behind, the oldest for \\d+ s$`))),
  );
});

test('another event log, unpublished commits, and books out of balance are wrong', async () => {
  await run(`insert into event_log.used (log, moving_to) values ('Kafka', 'PostgreSQL')`);
  expect(await found('event-log')).toEqual(['The events are being moved from Kafka to PostgreSQL']);
  await run('update event_log.used set moving_to = null');
  expect(await found('event-log', { KAFKA_BROKERS: '' })).toEqual([like(/^The events are in Kafka since/)]);
  expect([await found('outbox'), await found('books')]).toEqual([[], []]);
  await run(
    `insert into ledger.outbox (transaction_ids, created_at) values ('{}', now() - interval '5 minutes')`,
  );
  await run(
    `insert into ledger.book_totals (tenant_id, currency, customers, outside) values ($1, 'USD', 1, 0)`,
    [idToUuid(bank.tenantId)],
  );
  expect(await found('outbox')).toEqual([like(/^1 commit without published events, the oldest for 30\d s$/)]);
  expect(await found('books')).toEqual(['1 book of a tenant and a currency out of balance']);
  await run('update ledger.outbox set published_at = now()');
  await run('update ledger.book_totals set customers = 0');
});

test('keys that never end, and seals under an old key, are wrong', async () => {
  expect(await found('keys', production)).toEqual([]);
  const { id: clientId, key: clientSecret } = await createApiKey(bank.database, {
    tenantId: bank.tenantId,
    name: 'till',
    scopes: ['accounts:read'],
  });
  expect(await found('keys')).toEqual([]);
  expect(await found('keys', production)).toEqual(['1 API key without expiry']);

  const tokens = createAccessTokens({
    ...{
      database: bank.database,
      credentials: createCredentials(bank.database),
      issuer: 'https://bank.example',
    },
    ...{ lifetimeSeconds: 600, secrets: [bank.healthy.SEALING_KEYS] },
  });
  await tokens.issue({ clientId, clientSecret, scopes: undefined });
  expect(await found('seals')).toEqual([]);
  const endpoint = idToUuid(newId('whe'));
  await run(
    `insert into notifications.webhook_endpoints (id, tenant_id, url, event_types) values ($1, $2, 'https://a', '{*}')`,
    [endpoint, idToUuid(bank.tenantId)],
  );
  await run('insert into notifications.webhook_secrets (id, endpoint_id, sealed) values (uuidv7(), $1, $2)', [
    endpoint,
    Buffer.alloc(64, 1),
  ]);
  expect(await found('seals', { SEALING_KEYS: `${secret()},${bank.healthy.SEALING_KEYS}` })).toEqual([
    '1 signing key of tokens not sealed with the first of the SEALING_KEYS',
    '1 webhook secret not sealed with the first of the WEBHOOK_ENCRYPTION_KEYS',
  ]);
});

test('people read one line for each problem, and the exit code says whether there is one', async () => {
  const file = join(bank.directory, 'settings.env');
  writeFileSync(file, `CURSOR_KEYS=${'x'.repeat(40)}\n`);
  const { code, out } = await doctor({}, ['--settings', file]);
  expect(code).toBe(1);
  expect(out.split('\n')).toContainEqual(
    'secrets: A secret in CURSOR_KEYS can be guessed. A thief who finds it acts as the bank. Replace it by a random one (openssl rand -hex 32).',
  );
  expect(await doctor({}, ['--settings', `${file}.missing`])).toMatchObject({ code: 1, out: '' });
});

test('every check was seen to find something', () => {
  expect(Object.keys(checks).filter((name) => !seenWrong.has(name))).toEqual([]);
});

/** This process's clock; the services keep theirs. */
function shiftClock(byMs: number): void {
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + byMs);
}
