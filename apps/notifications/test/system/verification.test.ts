import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import type { FailpointName } from '@florin/service';
import {
  askInternally,
  createTestDatabase,
  eventually,
  startApp,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { randomUUID } from 'node:crypto';
import { answerChallenges, startReceiver, typeOf, type WebhookReceiver } from '../webhook-receiver.ts';

let empty: TestDatabase;
let receiver: WebhookReceiver;

beforeEach(async () => {
  empty = await createTestDatabase('empty', async () => undefined);
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver?.close();
  await empty?.drop();
});

type Endpoint = { id: string; secret: string; verification: { status: string; attempt_count: number } };

const reading = ['transactions:read', 'accounts:read', 'fraud:read'];
const typesReceived = () => receiver.received.map(typeOf);

/** Calls an operation as the API does. */
async function call<T>(
  app: StartedApp,
  tenantId: string,
  path: string,
  request?: { method: string; body?: object },
) {
  const caller = { tenantId, scopes: ['webhooks:read', 'webhooks:write', ...reading] };
  const { status, text } = await askInternally(`${app.url}${path}`, caller, request);
  expect([status, text]).toEqual([200, expect.any(String)]);
  const body: T = JSON.parse(text);
  return body;
}

const lines: FailpointName[] = [
  'verification.before-sending',
  'verification.after-sending',
  'verification.before-settling-commit',
  'verification.after-settling',
];

test.each(lines)(
  'killed at %s, the app challenges the endpoint again, and sends it nothing before it has answered',
  async (line) => {
    const tenantId = newId('tenant');
    const settings = {
      DATABASE_URL: empty.url,
      KAFKA_GROUP_ID: `notifications-${randomUUID()}`,
      WEBHOOK_VERIFICATION: 'on',
      WEBHOOK_RETRY_SECONDS: '1,1,1,1,1',
      WEBHOOK_TIMEOUT_MS: '5000',
    };
    let secret = '';
    answerChallenges(receiver, () => secret);
    const doomed = await startApp('notifications', { ...settings, FLORIN_FAILPOINTS: `${line}=kill` });
    const body = { url: receiver.url };
    const made = await call<Endpoint>(doomed, tenantId, '/webhook-endpoints', { method: 'POST', body });
    expect(made.verification.status).toBe('pending');
    ({ secret } = made);
    await eventually(() => doomed.hasEnded());
    expect((await doomed.end()).signal).toBe('SIGKILL');

    const next = await startApp('notifications', settings);
    try {
      const path = `/webhook-endpoints/${made.id}`;
      // Waits like an event until the endpoint has answered.
      await call(next, tenantId, `${path}/test`, { method: 'POST' });
      await eventually(
        async () => (await call<Endpoint>(next, tenantId, path)).verification.status === 'verified',
        { everyMs: 200 },
      );
      await eventually(() => typesReceived().includes('florin.webhooks.ping.v1'));
      expect(typesReceived().at(-1)).toBe('florin.webhooks.ping.v1');
      expect(typesReceived()[0]).toBe('florin.webhooks.verification.v1');
    } finally {
      await next.stop();
    }
  },
  240_000,
);
