import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { connect, runParameterized } from '@florin/database';
import { deadLetterTopic, topics } from '@florin/events';
import { Florin, verifyWebhook } from '@florin/sdk';
import { eventually, readTopics, startSecureBank, type SecureBank } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerChallenges, startReceiver, type WebhookReceiver } from '../webhook-receiver.ts';

/**
 * The bank as in production: TLS to all services, a role and a user for each app, access control lists, the settings of
 * production.env, and webhook endpoints that prove themselves.
 */
let bank: SecureBank;
let florin: Florin;
let receiver: WebhookReceiver;

const apps = ['api', 'worker', 'fraud', 'notifications', 'analytics'] as const;
/** What the readiness of an app reports beside PostgreSQL. */
const servicesOf = {
  api: ['locks'],
  worker: ['locks', 'kafka'],
  fraud: ['kafka'],
  notifications: ['kafka'],
  analytics: ['kafka'],
};

type CloudEvent = { type: string; subject: string; data: Record<string, unknown> };

const withinMs = 90_000;
const aLot = 50_000_00;

beforeAll(async () => {
  receiver = await startReceiver();
  bank = await startSecureBank({ ...productionSettings(), WEBHOOK_VERIFICATION: 'on' });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
}, 240_000);

afterAll(async () => {
  await bank?.stop();
  await receiver?.close();
});

/** The settings of production.env, without secrets, addresses of hosts, and what keeps webhooks off this machine. */
function productionSettings(): Record<string, string> {
  const text = readFileSync(new URL('../../../../docs/operations/production.env', import.meta.url), 'utf8');
  const ofHost = ['HOST', 'METRICS_HOST', 'WEBHOOK_ALLOW_HTTP', 'WEBHOOK_ALLOW_PRIVATE'];
  const settings = Object.entries(parseEnv(text)).map(([name, value = '']) => [name, value] as const);
  const applies = ([name, value]: readonly [string, string]) =>
    !ofHost.includes(name) && !/<|\.internal|\/etc\//.test(value);
  return Object.fromEntries(settings.filter(applies));
}

test('the settings of production.env are in effect', () => {
  const names = [
    'NODE_ENV',
    'DATABASE_POOL_SIZE',
    'RATE_LIMIT_KEY',
    'TRUSTED_PROXIES',
    'OUTBOX_RETENTION_HOURS',
  ];
  expect(Object.keys(productionSettings())).toEqual(expect.arrayContaining(names));
  expect(bank.app('api').settings).toMatchObject({ NODE_ENV: 'production', DATABASE_POOL_SIZE: '12' });
});

describe('a movement', () => {
  test('reaches the webhook, the alert that freezes its account, and the analytics', async () => {
    let secret = '';
    answerChallenges(receiver, () => secret);
    const endpoint = await florin.webhookEndpoints.create({
      url: receiver.url,
      event_types: ['florin.transactions.completed.v1', 'florin.fraud.alerts.v1'],
    });
    ({ secret } = endpoint);
    await florin.fraud.rules.update('large_amount', { action: 'freeze' });
    const { id: account_id } = await florin.accounts.create({ initial_balance: 1_000 });
    const paid = await florin.transactions.debit({ account_id, amount: 250 });
    const { id, actor } = await florin.transactions.credit({ account_id, amount: aLot });

    const webhookOf = (type: string, about: object = {}) =>
      eventually(
        async () => {
          for (const webhook of receiver.received) {
            const event = await verifyWebhook<CloudEvent>({ ...webhook, secret });
            const isAbout = Object.entries(about).every(([name, value]) => event.data[name] === value);
            if (event.type === type && event.subject === account_id && isAbout) return event;
          }
          return false;
        },
        { withinMs },
      );
    const completed = 'florin.transactions.completed.v1';
    expect((await webhookOf(completed, { transaction_id: paid.id })).data).toMatchObject({
      balance_after: 750,
    });
    const moved = await webhookOf(completed, { transaction_id: id });
    expect(moved.data).toMatchObject({ transaction_id: id, amount: aLot, actor: { id: actor?.id } });
    expect((await webhookOf('florin.fraud.alerts.v1')).data).toMatchObject({ rule: 'large_amount' });

    const alert = await eventually(
      async () =>
        (await florin.fraud.alerts.list({ account_id })).data.find(({ action }) => action.status === 'done'),
      { withinMs },
    );
    expect(alert).toMatchObject({ rule: 'large_amount', transaction_ids: [id] });
    expect((await florin.accounts.get(account_id)).status).toBe('frozen');

    // What the account was opened with is a credit too.
    const credited = String(1_000 + aLot);
    await eventually(async () => JSON.stringify(await florin.analytics.summary()).includes(credited), {
      withinMs,
    });
    const { steps } = await florin.transactions.timeline(id);
    expect(steps.map(({ by }) => by)).toEqual(['api', 'ledger', 'ledger', 'worker', 'notifications']);
  }, 240_000);
});

/** The names of an app's checks. Throws until the app is ready and all of them pass. */
async function checksOf(metricsUrl: string): Promise<string[]> {
  const answer = await fetch(`${metricsUrl}/health/ready`);
  const { checks }: { checks: Record<string, { ok: boolean }> } = JSON.parse(await answer.text());
  const failed = Object.entries(checks).filter(([, { ok }]) => !ok);
  if (answer.status !== 200 || failed.length > 0)
    throw new Error(`${answer.status}: ${JSON.stringify(failed)}`);
  return Object.keys(checks);
}

describe('each app', () => {
  test('is in PostgreSQL as its own role, and every connection is encrypted', async () => {
    const database = await connect({ url: bank.databaseUrl, applicationName: 'test' });
    try {
      const sessions = await database.read((unit) =>
        runParameterized<{ role: string; ssl: boolean }>(
          unit,
          `select usename as role, bool_and(ssl) as ssl from pg_stat_activity join pg_stat_ssl using (pid)
            where backend_type = 'client backend' and application_name <> 'test' group by usename`,
          [],
        ),
      );
      const roles = apps.map((app) => `florin_${app}`);
      expect(sessions.map(({ role }) => role)).toEqual(expect.arrayContaining(roles));
      expect(sessions.filter(({ ssl }) => !ssl)).toEqual([]);
    } finally {
      await database.close();
    }
  });

  test('is ready, with Redis and Kafka in use', async () => {
    for (const app of apps) {
      // A busy machine may have kept Redis or a group waiting a moment ago.
      const checks = await eventually(() => checksOf(bank.app(app).metricsUrl), { withinMs });
      expect(checks).toEqual(expect.arrayContaining(servicesOf[app]));
    }
  });

  test('has refused no event', async () => {
    const letters: string[] = [];
    const seen = new Set<string>();
    const deadLetters = ['fraud', 'notifications', 'analytics'].map(deadLetterTopic);
    const reader = readTopics({
      ...bank.cluster,
      topics: [...topics, ...deadLetters],
      onMessage: ({ topic, value }) =>
        deadLetters.includes(topic) ? void letters.push(value) : void seen.add(topic),
    });
    await eventually(() => seen.has('notifications.deliveries') && seen.has('fraud.alerts'), { withinMs });
    await reader.stop();
    expect(letters).toEqual([]);
  });
});
