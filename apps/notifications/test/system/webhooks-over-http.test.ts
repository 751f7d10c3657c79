import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  Florin,
  NotFoundError,
  verifyWebhook,
  type WebhookEndpointWithSecret,
} from '@florin/sdk';
import { askInternally, collectEvents, eventually, startBank, type Bank } from '@florin/testing';
import { newId } from '@florin/database';
import { Webhook } from 'standardwebhooks';
import { startMailServer, type MailServer } from '../mail-server.ts';
import { startReceiver, type ReceivedWebhook, type WebhookReceiver } from '../webhook-receiver.ts';

let bank: Bank;
let florin: Florin;
let receiver: WebhookReceiver;
let mails: MailServer;

beforeAll(async () => {
  [receiver, mails] = await Promise.all([startReceiver(), startMailServer()]);
  bank = await startBank({
    apps: ['api', 'worker', 'notifications'],
    env: { WEBHOOK_RETRY_SECONDS: '1,1', WEBHOOK_TIMEOUT_MS: '5000', SMTP_URL: mails.url },
  });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
});

afterEach(async () => {
  for await (const { id } of florin.webhookEndpoints.list()) await florin.webhookEndpoints.delete(id);
  receiver.behave((response) => response.writeHead(204).end());
});

afterAll(async () => {
  await bank?.stop();
  await receiver?.close();
  await mails?.close();
});

/** Verifies a webhook with the standard's own library, as a receiver without our SDK does. */
const verified = ({ payload, headers }: ReceivedWebhook, secret: string) =>
  new Webhook(secret).verify(payload, headers as Record<string, string>) as { id: string; type: string };

const arrived = (id: string) => eventually(() => receiver.received.find((webhook) => webhook.id === id));

const deliveryOf = (transaction_id: string, filter = {}) =>
  eventually(async () => (await florin.webhookDeliveries.list({ transaction_id, ...filter })).data[0]);

const register = (event_types?: string[]) =>
  florin.webhookEndpoints.create({ url: receiver.url, ...(event_types ? { event_types } : {}) });

describe('a third party', () => {
  test('finds the delivery in the timeline of the transaction, after the earlier steps', async () => {
    await register(['florin.transactions.*']);
    const account = await florin.accounts.create();
    const { id } = await florin.transactions.credit({ account_id: account.id, amount: 100 });
    // The step "published" is recorded after Kafka has confirmed, which may be later than the delivery.
    const { steps, deliveries_known } = await eventually(async () => {
      const timeline = await florin.transactions.timeline(id);
      return timeline.steps.length === 5 && timeline.steps.every(({ at }) => at !== null) && timeline;
    });
    expect(deliveries_known).toBe(true);
    expect(steps.map(({ step, by }) => `${step} by ${by}`)).toEqual([
      'received by api',
      'decided by ledger',
      'posted by ledger',
      'published by worker',
      'delivered by notifications',
    ]);
  });

  test('is sent the event as it was published, signed by the standard, and sees that it arrived', async () => {
    const { id, secret } = await register(['florin.transactions.*']);
    const account = await florin.accounts.create();
    const { id: transaction } = await florin.transactions.credit({ account_id: account.id, amount: 100 });
    const delivery = await deliveryOf(transaction, { status: 'delivered' });
    expect(delivery).toMatchObject({
      endpoint_id: id,
      event_id: `${transaction}:${account.id}`,
      account_id: account.id,
      transaction_id: transaction,
      attempt_count: 1,
      last_response_status: 204,
    });
    const webhook = await arrived(delivery.id);
    const published = await publishedEvent('transactions.completed', delivery.event_id);
    expect(webhook.payload).toBe(published);
    expect(verified(webhook, secret)).toMatchObject({ type: 'florin.transactions.completed.v1' });
    expect(await verifyWebhook({ ...webhook, secret })).toMatchObject({
      specversion: '1.0',
      subject: account.id,
    });
    const details = await florin.webhookDeliveries.get(delivery.id);
    expect(details.body).toBe(webhook.payload);
    expect(details.attempts).toMatchObject([{ number: 1, response_status: 204, failure: null }]);
    // The endpoint's filter does not match account events.
    expect((await florin.webhookDeliveries.list({ account_id: account.id })).data).toHaveLength(1);
    const reported = await publishedEvent('notifications.deliveries', `${delivery.id}:1`);
    expect(JSON.parse(reported)).toMatchObject({
      data: { status: 'delivered', response_status: 204, attempt: 1 },
    });
  });

  test('gets a failed delivery again on request, under the same id', async () => {
    receiver.behave((response) => response.writeHead(500).end('full'));
    await register();
    const account = await florin.accounts.create({ initial_balance: 100 });
    const { id: transaction } = await florin.transactions.debit({ account_id: account.id, amount: 30 });
    const failed = await deliveryOf(transaction, { status: 'failed' });
    expect((await florin.webhookDeliveries.get(failed.id)).attempts).toHaveLength(3);
    receiver.behave((response) => response.writeHead(200).end());
    expect(await florin.webhookDeliveries.replay(failed.id)).toMatchObject({
      status: 'pending',
      id: failed.id,
    });
    const delivered = await deliveryOf(transaction, { status: 'delivered' });
    expect(delivered).toMatchObject({ id: failed.id, attempt_count: 4 });
  });

  test('rotates the secret while both are valid, and then ends the old one', async () => {
    const { id, secret: old, secrets } = await register();
    const next = await florin.webhookEndpoints.rotateSecret(id);
    expect((await florin.webhookEndpoints.get(id)).secrets.map((each) => each.expires_at)).toEqual([
      null,
      expect.any(String),
    ]);
    const both = await arrived((await florin.webhookEndpoints.test(id)).id);
    for (const secret of [old, next.secret])
      expect(verified(both, secret).type).toBe('florin.webhooks.ping.v1');
    await florin.webhookEndpoints.deleteSecret(id, secrets[0]!.id);
    const after = await arrived((await florin.webhookEndpoints.test(id)).id);
    expect(verified(after, next.secret).type).toBe('florin.webhooks.ping.v1');
    expect(() => verified(after, old)).toThrow();
    await expect(florin.webhookEndpoints.deleteSecret(id, next.id)).rejects.toThrow(ConflictError);
    const atOnce = await florin.webhookEndpoints.rotateSecret(id, { overlap_seconds: 0 });
    const last = await arrived((await florin.webhookEndpoints.test(id)).id);
    expect(() => verified(last, next.secret)).toThrow();
    expect(verified(last, atOnce.secret).type).toBe('florin.webhooks.ping.v1');
  });

  test('is sent nothing while disabled, and nothing after it was deleted', async () => {
    const { id } = await register();
    expect(await florin.webhookEndpoints.update(id, { enabled: false })).toMatchObject({
      enabled: false,
      disabled_reason: 'by_request',
    });
    await expect(florin.webhookEndpoints.test(id)).rejects.toThrow('disabled');
    expect(await florin.webhookEndpoints.update(id, { enabled: true, description: 'back' })).toMatchObject({
      enabled: true,
      disabled_reason: null,
      description: 'back',
      url: receiver.url,
    });
    const { id: ping } = await florin.webhookEndpoints.test(id);
    await arrived(ping);
    expect(await florin.webhookEndpoints.delete(id)).toEqual({ id, deleted: true });
    await expect(florin.webhookEndpoints.get(id)).rejects.toThrow(NotFoundError);
    await expect(florin.webhookEndpoints.delete(id)).rejects.toThrow(NotFoundError);
    await expect(florin.webhookDeliveries.replay(ping)).rejects.toThrow('deleted');
    expect(await florin.webhookDeliveries.get(ping)).toMatchObject({ endpoint_id: id });
  });
});

describe('an endpoint', () => {
  const refused = (body: object) => florin.webhookEndpoints.create(body as { url: string });

  test('is created once by a request that is sent repeatedly, and every answer contains the secret', async () => {
    const options = { idempotencyKey: randomUUID() };
    const create = () => florin.webhookEndpoints.create({ url: receiver.url }, options).withResponse();
    const answers = await Promise.all([create(), create(), create()]);
    expect(new Set(answers.map(({ data }) => `${data.id} ${data.secret}`)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    await expect(
      florin.webhookEndpoints.create({ url: `${receiver.url}/else` }, options),
    ).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    const { id } = answers[0]!.data;
    // A key belongs to one request, whatever the operation.
    await expect(florin.webhookEndpoints.rotateSecret(id, {}, options)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    const another = { idempotencyKey: randomUUID() };
    const rotations = await Promise.all(
      [1, 2].map(() => florin.webhookEndpoints.rotateSecret(id, {}, another)),
    );
    expect(new Set(rotations.map(({ secret }) => secret)).size).toBe(1);
    expect((await florin.webhookEndpoints.get(id)).secrets).toHaveLength(2);
    expect((await florin.webhookEndpoints.list()).data).toHaveLength(1);
  });

  test.each([
    [{ url: 'not a url' }, '/url'],
    [{ url: 'https://user:pass@example.com/' }, '/url'],
    [{ url: 'http://169.254.169.254/latest/meta-data/' }, '/url'],
    [{ url: 'https://example.com/', event_types: ['florin.transaction.*'] }, '/event_types/0'],
    [{ url: 'https://example.com/', event_types: [] }, '/event_types'],
    [{ url: 'https://example.com/', description: 'a\u0000b' }, '/description'],
    [{ event_types: ['*'] }, '/url'],
  ])('is refused as %j', async (body, pointer) => {
    const { errors } = (await refused(body).catch((error: unknown) => error)) as {
      errors: { pointer: string }[];
    };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });

  test('never shows its secret again, and belongs to its tenant alone', async () => {
    const mine: WebhookEndpointWithSecret = await register();
    const text = JSON.stringify([
      await florin.webhookEndpoints.list(),
      await florin.webhookEndpoints.get(mine.id),
    ]);
    expect(text).not.toContain(mine.secret);
    const { id: delivery } = await florin.webhookEndpoints.test(mine.id);
    const outsider = { tenantId: newId('tenant'), scopes: ['webhooks:read', 'webhooks:write'] };
    const base = bank.app('notifications').url;
    for (const path of [`webhook-endpoints/${mine.id}`, `webhook-deliveries/${delivery}`]) {
      expect((await askInternally(`${base}/${path}`, outsider)).status).toBe(404);
    }
    for (const path of ['webhook-endpoints', 'webhook-deliveries']) {
      expect(JSON.parse((await askInternally(`${base}/${path}`, outsider)).text)).toMatchObject({ data: [] });
    }
    expect(bank.app('notifications').logs()).not.toContain(mine.secret.slice('whsec_'.length));
  });
});

test('deliveries are listed page by page, each once', async () => {
  const { id } = await register();
  const pings = await Promise.all(Array.from({ length: 7 }, () => florin.webhookEndpoints.test(id)));
  const listed: string[] = [];
  for await (const each of florin.webhookDeliveries.list({ endpoint_id: id, limit: 3 })) listed.push(each.id);
  expect(listed).toEqual(
    pings
      .map((ping) => ping.id)
      .sort()
      .reverse(),
  );
  const nothing = { endpoint_id: id, created_to: '2020-01-01T00:00:00Z' };
  expect((await florin.webhookDeliveries.list(nothing)).data).toEqual([]);
  const typed = {
    endpoint_id: id,
    event_type: 'florin.webhooks.ping.v1',
    created_from: '2020-01-01T00:00:00Z',
  };
  expect((await florin.webhookDeliveries.list(typed)).data).toHaveLength(7);
});

test('metrics show the results of deliveries and what is due', async () => {
  const { id } = await register();
  await arrived((await florin.webhookEndpoints.test(id)).id);
  await florin.webhookEndpoints.update(id, { enabled: false });
  const lines = await eventually(async () => {
    const text = await (await fetch(`${bank.app('notifications').metricsUrl}/metrics`)).text();
    return text.includes('result="delivered"') && text.split('\n');
  });
  const value = (...words: string[]) =>
    lines
      .find((line) => !line.startsWith('#') && words.every((word) => line.includes(word)))
      ?.split(' ')
      .at(-1);
  expect(value('florin_webhook_endpoints_disabled', 'reason="by_request"')).toBe('1');
  expect(value('florin_webhook_endpoints_disabled', 'reason="gone"')).toBe('0');
  expect(Number(value('florin_webhook_oldest_due_age_seconds'))).toBeGreaterThanOrEqual(0);
  expect(Number(value('florin_webhook_attempts_total', 'result="delivered"'))).toBeGreaterThan(0);
});

describe('an account’s holder', () => {
  const known = (id: string) => eventually(() => florin.notificationPreferences.get(id));

  test('gets mails as the preferences say', async () => {
    const account = await florin.accounts.create();
    expect(await known(account.id)).toEqual({
      account_id: account.id,
      email: null,
      language: 'en',
      kinds: ['transaction_completed', 'transaction_failed', 'fraud_alert'],
      minimum_amount: 0,
      updated_at: null,
      changed_by: null,
    });
    const wanted = { email: 'ada@example.com', language: 'de' as const, minimum_amount: 200 };
    const saved = await florin.notificationPreferences.replace(account.id, wanted);
    expect(saved).toMatchObject({
      ...wanted,
      kinds: ['transaction_completed', 'transaction_failed', 'fraud_alert'],
    });
    expect(await florin.notificationPreferences.get(account.id)).toEqual(saved);
    await florin.transactions.credit({ account_id: account.id, amount: 199 });
    await florin.transactions.credit({ account_id: account.id, amount: 200 });
    const mail = await eventually(() => mails.received[0]);
    expect(mail.headers).toContain('Subject: Sie haben 2,00 USD erhalten');
    const listed = await eventually(async () => {
      const { data } = await florin.notifications.list({ account_id: account.id });
      return data[0]?.status === 'delivered' && data;
    });
    expect(listed).toMatchObject([{ title: 'Sie haben 2,00 USD erhalten', channel: 'email' }]);
    expect(bank.app('notifications').logs()).not.toContain('ada@example.com');
  });

  test('has preferences for accounts of the same tenant only, and for none that was never opened', async () => {
    const { id } = await florin.accounts.create();
    await known(id);
    const outsider = { tenantId: newId('tenant'), scopes: ['notifications:read'] };
    const path = `${bank.app('notifications').url}/accounts/${id}/notification-preferences`;
    expect((await askInternally(path, outsider)).status).toBe(404);
    const nowhere = florin.notificationPreferences.replace(newId('acct'), { email: 'ada@example.com' });
    await expect(nowhere).rejects.toThrow(NotFoundError);
  });

  test.each([
    { email: 'ada' },
    { email: 'a@example.com, b@example.com' },
    { email: 'a@example.com\r\nBcc: b@example.com' },
    { language: 'fr' },
    { kinds: ['nonsense'] },
    { minimum_amount: -1 },
  ])('cannot have the preferences %j', async (body) => {
    const { id } = await florin.accounts.create();
    await known(id);
    const refused = florin.notificationPreferences.replace(id, body as object);
    await expect(refused).rejects.toMatchObject({ code: 'validation_failed' });
  });
});

/** The event with this id, as it is in Kafka. */
async function publishedEvent(topic: string, id: string): Promise<string> {
  const collector = collectEvents({ brokers: [bank.kafka.broker], topics: [topic] });
  try {
    const found = () => collector.all().find(({ event }) => event.id === id);
    return String((await eventually(found)).value);
  } finally {
    await collector.stop();
  }
}
