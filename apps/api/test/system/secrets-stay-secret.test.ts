import { randomBytes } from 'node:crypto';
import { connect } from '@florin/database';
import { deadLetterTopic, topics } from '@florin/events';
import { Florin } from '@florin/sdk';
import { createLogger, createMetrics } from '@florin/service';
import {
  createPublisher,
  eventually,
  readTopics,
  startSecureBank,
  type SecureBank,
  type StartedApp,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../ask.ts';

const word = () => randomBytes(18).toString('hex');
/** Secrets of the settings. Nothing listens at the addresses, so that every use of them is an error that is logged. */
const settings = {
  mailPassword: word(),
  operatorUrl: word(),
  operatorSecret: randomBytes(32).toString('base64'),
  encryptionKey: randomBytes(32).toString('base64'),
  replicaPassword: word(),
  tracingPassword: word(),
  tracingHeader: word(),
};
/** Secrets that tenants see once, by what they are. */
const shown: Record<string, string> = {};
/** In the URL of a webhook endpoint: the tenant reads it again, and nobody else does. */
const webhookUrlToken = word();

/** Every secret in the environment of an app, by its setting: passwords in URLs, keys, secrets. */
const given: Record<string, string> = {};

let bank: SecureBank;
let florin: Florin;

beforeAll(async () => {
  bank = await startSecureBank({
    LOG_LEVEL: 'trace',
    ACCESS_LOG: 'true',
    SMTP_URL: `smtp://florin:${settings.mailPassword}@127.0.0.1:1`,
    WEBHOOK_URL: `http://127.0.0.1:1/${settings.operatorUrl}`,
    WEBHOOK_SECRET: `whsec_${settings.operatorSecret}`,
    WEBHOOK_ENCRYPTION_KEYS: settings.encryptionKey,
    WEBHOOK_RETRY_SECONDS: '1,1',
    DATABASE_REPLICA_URLS: `postgresql://florin_api:${settings.replicaPassword}@127.0.0.1:1/florin`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://florin:${settings.tracingPassword}@127.0.0.1:1`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${settings.tracingHeader}`,
    OTEL_BSP_SCHEDULE_DELAY: '200',
  });
  for (const app of apps) Object.assign(given, secretsIn(bank.app(app)));
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  await useEverySecret();
}, 300_000);

afterAll(async () => {
  await bank?.stop();
});

/** The settings whose names sound like a secret, except for addresses without a password and public keys. */
function secretsIn({ settings: all }: StartedApp): Record<string, string> {
  const entries = Object.entries(all).filter(([name]) => /PASS|SECRET|TOKEN|KEY|URL/.test(name));
  return Object.fromEntries(
    entries.flatMap(([name, text]) =>
      /PUBLIC|TLS/.test(name) ? [] : (text ?? '').split(',').flatMap((part) => secretIn(name, part)),
    ),
  );
}

function secretIn(name: string, text: string): [name: string, secret: string][] {
  if (text === '') return [];
  if (text.includes('://')) {
    const { password, username } = new URL(text);
    return password === '' ? [] : [[`${name} of ${username}`, decodeURIComponent(password)]];
  }
  return [[`${name} ${text.slice(0, 3)}`, text.replace(/^tenant_[^=]*=/, '')]];
}

async function useEverySecret(): Promise<void> {
  shown['the API key'] = bank.apiKey;
  const { id: keyId, secret } = await florin.apiKeys.create({ name: 'till', scopes: ['accounts:read'] });
  shown['an API key that was made by another'] = secret!;
  const token = await fetch(`${bank.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${keyId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  shown['an access token'] = ((await token.json()) as { access_token: string }).access_token;
  const endpoint = await florin.webhookEndpoints.create({
    url: `http://127.0.0.1:1/hook?token=${webhookUrlToken}`,
    event_types: ['*'],
  });
  shown['a webhook secret'] = endpoint.secret.slice('whsec_'.length);
  shown['its replacement'] = (await florin.webhookEndpoints.rotateSecret(endpoint.id)).secret.slice(6);
  const account = await florin.accounts.create({ initial_balance: 100 });
  await eventually(() => florin.notificationPreferences.replace(account.id, { email: 'ada@florin.test' }));
  await florin.transactions.credit({ account_id: account.id, amount: 500 });
  await misuse(shown);
  // Mails, the operator's webhook and the tenant's webhook have failed by now.
  await eventually(async () => (await florin.webhookDeliveries.list({ status: 'failed' })).data.length > 0);
  await eventually(() => /notification|deliver/i.test(bank.app('notifications').logs()));
}

/** Sends secrets to where they do not belong. */
async function misuse(secrets: Record<string, string>): Promise<void> {
  for (const secret of Object.values(secrets)) {
    const url = `${bank.url}/accounts`;
    await ask(`${url}?api_key=${encodeURIComponent(secret)}`, { apiKey: bank.apiKey });
    await ask(`${url}/${encodeURIComponent(secret)}`, { apiKey: bank.apiKey });
    await ask(url, { apiKey: `${secret}x` });
    await ask(url, { headers: { authorization: secret } });
    await ask(url, { apiKey: bank.apiKey, body: { [secret]: secret } });
    await ask(url, { apiKey: bank.apiKey, body: `{"currency": "${secret}` });
    const hook = { url: `http://user:${encodeURIComponent(secret)}@127.0.0.1:1/` };
    await ask(`${bank.url}/webhook-endpoints`, { apiKey: bank.apiKey, body: hook });
  }
}

const poisonMark = 'poison-of-this-test';

/** Writes secrets into events that no consumer can read: as text, as names, and as values of fields. */
async function poison(secrets: Record<string, string>): Promise<number> {
  const publisher = await createPublisher({
    ...bank.cluster,
    clientId: 'test',
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
  });
  const messages = Object.values(secrets).flatMap((secret) =>
    [
      secret,
      `{"${secret}`,
      JSON.stringify({ [secret]: secret }),
      JSON.stringify({ specversion: '1.0', id: secret, type: secret, data: { [secret]: secret } }),
    ].map((value) => ({
      topic: 'transactions.completed',
      key: poisonMark,
      value,
      headers: { origin: poisonMark },
    })),
  );
  await publisher.publish(messages);
  await publisher.close();
  return messages.length;
}

/** The names of the secrets that a text contains, also in hexadecimal, as PostgreSQL shows bytes. */
function found(text: string, secrets: Record<string, string>): string[] {
  const isIn = (secret: string) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')].some((form) =>
      text.includes(form),
    );
  return Object.entries(secrets).flatMap(([name, secret]) => (isIn(secret) ? [name] : []));
}

const everySecret = () => ({ ...settings, ...given, ...shown });
const consumers = ['notifications', 'fraud', 'analytics'] as const;
const apps = ['api', 'worker', ...consumers] as const;

test('every kind of secret is in use', () => {
  const kinds = Object.keys(given).map((name) => name.replace(/ .*/, ''));
  expect([...new Set(kinds)].sort()).toEqual([
    'ASSERTION_PRIVATE_KEY',
    'CURSOR_KEYS',
    'DATABASE_OWNER_URL',
    'DATABASE_REPLICA_URLS',
    'DATABASE_URL',
    'FLORIN_API_KEYS',
    'KAFKA_SASL_PASSWORD',
    'REDIS_URLS',
    'SEALING_KEYS',
    'SMTP_URL',
    'WEBHOOK_ENCRYPTION_KEYS',
    'WEBHOOK_SECRET',
  ]);
});

describe('a secret', () => {
  test('is in no header of a dead letter, which says why it is one', async () => {
    const sent = await poison(everySecret());
    const letters: string[] = [];
    const reader = readTopics({
      ...bank.cluster,
      topics: consumers.map(deadLetterTopic),
      onMessage: ({ headers }) => void letters.push(JSON.stringify(headers)),
    });
    await eventually(() => letters.length >= sent * consumers.length, { withinMs: 120_000 });
    await reader.stop();
    expect(letters[0]).toContain('florin-cause');
    expect(found(letters.join('\n'), everySecret())).toEqual([]);
  });

  test('is in no log line of any app', () => {
    for (const app of apps) {
      const logs = bank.app(app).logs();
      expect(logs.length).toBeGreaterThan(100);
      const secrets = { ...everySecret(), webhookUrlToken };
      expect(`${app}: ${found(logs, secrets).join()}`).toBe(`${app}: `);
      expect(`${app}: ${/:\/\/[^\s/:@"]+:[^\s/:@"]+@/.exec(logs)?.[0]}`).toBe(`${app}: undefined`);
    }
  });

  test('is in no metric of any app', async () => {
    for (const app of apps) {
      const text = await (await fetch(`${bank.app(app).metricsUrl}/metrics`)).text();
      expect(text).toContain('florin_');
      expect(`${app}: ${found(text, { ...everySecret(), webhookUrlToken }).join()}`).toBe(`${app}: `);
    }
  });

  test('is in no event', async () => {
    const messages: string[] = [];
    const reader = readTopics({
      ...bank.cluster,
      topics,
      onMessage: ({ key, value }) => void (key === poisonMark || messages.push(`${key} ${value}`)),
    });
    await eventually(() =>
      messages.some((message) => message.includes('webhook') || message.includes('whd_')),
    );
    await reader.stop();
    expect(found(messages.join('\n'), { ...everySecret(), webhookUrlToken })).toEqual([]);
  });

  test('is in no table, except for the URL of an endpoint', async () => {
    const database = await connect({
      url: bank.databaseUrl,
      applicationName: 'test',
      statementTimeoutMs: 60_000,
    });
    try {
      const tables = await database.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
          where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
        [],
      );
      expect(tables.length).toBeGreaterThan(20);
      for (const { name } of tables) {
        const rows = await database.query<{ line: string }>(`select t::text as line from ${name} as t`, []);
        const text = rows.map(({ line }) => line).join('\n');
        expect(`${name}: ${found(text, everySecret()).join()}`).toBe(`${name}: `);
        if (name !== 'notifications.webhook_endpoints') expect(text).not.toContain(webhookUrlToken);
      }
    } finally {
      await database.close();
    }
  });

  test('is in no answer, except for the first', async () => {
    const answers = await Promise.all(
      [
        '/api-keys',
        '/webhook-endpoints',
        '/webhook-deliveries',
        '/notifications',
        '/fraud/alerts',
        '/transactions',
      ].map(async (path) => (await ask(`${bank.url}${path}?limit=100`, { apiKey: bank.apiKey })).text),
    );
    expect(found(answers.join('\n'), everySecret())).toEqual([]);
  });

  test('is not in the audit log, which has no token of a URL either', async () => {
    const forms = ['application/json', 'text/csv'].map((accept) =>
      ask(`${bank.url}/audit-log?limit=100`, { apiKey: bank.apiKey, headers: { accept } }),
    );
    for (const { status, text } of await Promise.all(forms)) {
      expect(status).toBe(200);
      for (const change of ['secret_created', 'opened', 'notification_preferences'])
        expect(text).toContain(change);
      const secrets = { ...everySecret(), webhookUrlToken, address: 'ada@florin.test' };
      expect(found(text, secrets)).toEqual([]);
    }
  });
});
