import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { idToUuid } from '@florin/database';
import { eventually } from '@florin/testing';
import { claimDeliveries } from '../src/webhooks/due-deliveries.ts';
import { createSecretSeal } from '../src/webhooks/sealed-secrets.ts';
import { settleAttempts } from '../src/webhooks/settle-deliveries.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await openWebhookScene();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await scene.quiet();
  await receiver.close();
});

afterAll(async () => {
  await scene?.close();
});

const allDelivered = (endpoint_id: string, count: number) =>
  eventually(async () => (await scene.list({ endpoint_id, status: 'delivered' })).length === count);

test('several instances share the deliveries, and each arrives once', async () => {
  const { id } = await scene.register(receiver.url);
  await scene.handleEvents(scene.events(300));
  for (let instance = 0; instance < 3; instance++) scene.send();
  await allDelivered(id, 300);
  expect(receiver.received).toHaveLength(300);
  expect(new Set(receiver.received.map((each) => each.id)).size).toBe(300);
});

test('no instance exceeds the maximum of concurrent attempts for one endpoint', async () => {
  let underWay = 0;
  let most = 0;
  receiver.behave((response) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      response.writeHead(204).end();
    }, 30);
  });
  const { id } = await scene.register(receiver.url);
  await scene.handleEvents(scene.events(40));
  scene.send({ perEndpoint: 3 });
  await allDelivered(id, 40);
  expect(most).toBeLessThanOrEqual(3);
});

test('an attempt that was never recorded is repeated under the same id, and its late result is ignored', async () => {
  const { id } = await scene.register(receiver.url);
  await scene.handleEvents(scene.events(1));
  const claim = { underWay: new Map(), perEndpoint: 5, failing: false, limit: 5, leaseMs: 800 };
  const [lost] = await scene.database.unitOfWork((unit) => claimDeliveries(unit, claim));
  expect(await scene.database.unitOfWork((unit) => claimDeliveries(unit, claim))).toEqual([]);
  scene.send();
  await allDelivered(id, 1);
  expect(receiver.received.map((each) => each.id)).toEqual([lost!.id]);
  const late = {
    delivery: lost!,
    startedAt: new Date(),
    durationMs: 1,
    responseStatus: 500,
    responseExcerpt: '',
    failure: 'late',
    status: 'failed',
    retryMs: null,
    isGone: false,
  } as const;
  await scene.database.unitOfWork((unit) => settleAttempts(unit, [late], { disableAfterMs: 60_000 }));
  expect(await scene.find(lost!.id)).toMatchObject({ status: 'delivered', attempt_count: 2 });
  expect((await scene.attempts(lost!.id)).map(({ number }) => number)).toEqual([2, 1]);
});

test('a stopping instance leaves a target that hangs to the next one', async () => {
  receiver.behave((response, _webhook, number) => number > 1 && response.writeHead(200).end());
  const { id } = await scene.register(receiver.url);
  await scene.handleEvents(scene.events(1));
  const first = scene.send({ timeoutMs: 15_000, leaseMs: 1_500, stopWithinMs: 300 });
  await eventually(() => receiver.received.length === 1);
  await first.stop();
  scene.send();
  await allDelivered(id, 1);
  expect(receiver.received).toHaveLength(2);
});

test('nothing is sent unsigned when the encryption key of the secrets is lost', async () => {
  const { id } = await scene.register(receiver.url);
  await scene.handleEvents(scene.events(1));
  const otherKey = createSecretSeal([Buffer.alloc(32, 8).toString('base64')]);
  scene.send({ seal: otherKey, retrySeconds: [] });
  const { last_failure } = await scene.settled(id, 'failed');
  expect(last_failure).toBe('our signing key for this endpoint cannot be read');
  expect(receiver.received).toEqual([]);
});

test('secrets are not stored in plain text', async () => {
  const { id, secret } = await scene.register(receiver.url);
  const rows = await scene.run<{ sealed: Buffer }>(
    'select sealed from notifications.webhook_secrets where endpoint_id = $1',
    [idToUuid(id)],
  );
  expect(rows).toHaveLength(1);
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  for (const hidden of [Buffer.from(secret), bytes]) expect(rows[0]!.sealed.includes(hidden)).toBe(false);
});

test('an event is delivered to every matching endpoint of its tenant, and to no other tenant’s', async () => {
  const all = await scene.register(receiver.url);
  const movements = await scene.register(receiver.url, ['florin.transactions.*']);
  const accounts = await scene.register(receiver.url, ['florin.accounts.*']);
  const [event] = scene.events(1);
  const [foreign] = scene
    .events(1)
    .map((each) => ({ ...each, tenantId: 'tenant_01m819eke0e209k3gghyc4dkah' }));
  await scene.handleEvents([event!, foreign!]);
  await scene.handleEvents([event!]);
  const made = await scene.list();
  expect(made.map(({ endpoint_id }) => endpoint_id).sort()).toEqual([all.id, movements.id].sort());
  expect(made.map(({ event_id }) => event_id)).toEqual([event!.id, event!.id]);
  expect(await scene.list({ endpoint_id: accounts.id })).toEqual([]);
});
