import { operatorActor } from '@florin/rules';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEndpointHandlers } from '../src/webhooks/endpoint-handlers.ts';
import { openPolicy, openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;
let handlers: ReturnType<typeof createEndpointHandlers>;

beforeAll(async () => {
  scene = await openWebhookScene();
  handlers = createEndpointHandlers({
    database: scene.requests,
    seal: scene.seal,
    policy: openPolicy,
    resolve: async () => ['127.0.0.1'],
    cursorSecrets: ['a secret of the test, of 32 characters'],
    mustVerify: false,
    countRequested: () => undefined,
  });
});
afterAll(() => scene?.close());

const request = (scopes: readonly string[]) => ({
  principal: { tenantId: scene.tenantId, credentialId: 'key_test', scopes: new Set(scopes) },
  query: {},
  idempotencyKey: undefined,
  ifMatch: undefined,
  headers: {},
  requestId: 'req-1',
  actor: operatorActor('test'),
  waitMs: 0,
  mediaType: 'application/json',
});
const create = (scopes: readonly string[], event_types: string[]) =>
  handlers.createWebhookEndpoint({
    ...request(scopes),
    params: {},
    body: { url: 'http://receiver.test/florin', event_types },
  } as Parameters<typeof handlers.createWebhookEndpoint>[0]);
const update = (scopes: readonly string[], id: string, body: object) =>
  handlers.updateWebhookEndpoint({
    ...request(scopes),
    params: { id },
    body,
  } as Parameters<typeof handlers.updateWebhookEndpoint>[0]);

const everything = ['webhooks:write', 'transactions:read', 'accounts:read', 'fraud:read'];
const without = (scope: string) => everything.filter((each) => each !== scope);

describe('a webhook endpoint', () => {
  test.each([
    ['florin.transactions.completed.v1', 'transactions:read'],
    ['florin.transactions.*', 'transactions:read'],
    ['florin.accounts.lifecycle.v1', 'accounts:read'],
    ['florin.fraud.*', 'fraud:read'],
    ['*', 'transactions:read'],
    ['*', 'accounts:read'],
    ['*', 'fraud:read'],
  ])('with %s needs the scope %s', async (eventType, scope) => {
    await expect(create(without(scope), [eventType])).rejects.toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining(`lacks the scope ${scope}, which a webhook with florin.`),
    });
    const { body } = await create(everything, [eventType]);
    expect(body).toMatchObject({ event_types: [eventType] });
  });

  test('needs no other scope than that of its events', async () => {
    const { body } = await create(['webhooks:write', 'fraud:read'], ['florin.fraud.alerts.v1']);
    expect(body).toMatchObject({ enabled: true });
  });

  test('gets other events, or another URL, only from a key that may read its events', async () => {
    const { body } = await create(everything, ['florin.transactions.*']);
    const { id } = body as { id: string };
    const weak = ['webhooks:write', 'fraud:read'];
    const refused = { code: 'forbidden' };
    await expect(update(weak, id, { url: 'http://other.test/' })).rejects.toMatchObject(refused);
    await expect(update(weak, id, { event_types: ['*'] })).rejects.toMatchObject(refused);
    expect(
      (await handlers.getWebhookEndpoint({ ...request(weak), params: { id } } as never)).body,
    ).toMatchObject({
      url: 'http://receiver.test/florin',
      event_types: ['florin.transactions.*'],
    });
    // What it was given before, it keeps: a weaker key may still describe, disable and enable it.
    const same = { url: 'http://receiver.test/florin', description: 'till', enabled: false };
    expect((await update(weak, id, same)).body).toMatchObject({ description: 'till', enabled: false });
    const narrower = { url: 'http://other.test/', event_types: ['florin.fraud.alerts.v1'] };
    expect((await update(weak, id, narrower)).body).toMatchObject(narrower);
  });
});
