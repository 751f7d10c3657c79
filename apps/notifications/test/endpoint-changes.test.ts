import { createHash } from 'node:crypto';
import { auditPositionText, idToUuid } from '@florin/database';
import { actorView, systemActor, type Actor } from '@florin/rules';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditLogHandler } from '../src/audit-log-handler.ts';
import { createEndpointHandlers } from '../src/webhooks/endpoint-handlers.ts';
import { settleAttempts, type EndedAttempt } from '../src/webhooks/settle-deliveries.ts';
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

const actorOf = (name: string): Actor => ({
  type: 'api_key',
  id: `key_${name}`,
  tokenId: '3d4f0c1e-4b5a-4c55-9d2b-3f3f4c1f2a10',
  requestId: `server-${name}`,
  correlationId: `client-${name}`,
  address: '192.0.2.7',
  onBehalfOf: null,
});

/** A request of the actor with this name. */
const by = <Parts extends object>(name: string, parts: Parts) => ({
  principal: { tenantId: scene.tenantId, credentialId: `key_${name}`, scopes: new Set(scopes) },
  ...{ query: {}, params: {}, body: undefined, headers: {}, idempotencyKey: undefined, ifMatch: undefined },
  ...{ requestId: `client-${name}`, actor: actorOf(name), waitMs: 0, mediaType: 'application/json' },
  ...parts,
});
const scopes = ['webhooks:write', 'transactions:read', 'accounts:read', 'fraud:read'];

/** The body of an answer that has one. */
async function bodyOf<Body>(answer: Promise<{ body?: Body }>): Promise<NonNullable<Body>> {
  const { body } = await answer;
  if (!body) throw new Error('the answer has no body');
  return body;
}

const url = 'http://receiver.test/florin';
const create = (name = 'maker', idempotencyKey?: string) =>
  bodyOf(handlers.createWebhookEndpoint(by(name, { body: { url, event_types: ['*'] }, idempotencyKey })));
const get = (id: string) => bodyOf(handlers.getWebhookEndpoint(by('reader', { params: { id } })));
const changesOf = (id: string) =>
  scene.run<{ change: string; by: string; before: object; after: object }>(
    `select change, actor->>'id' as by, before, after from notifications.webhook_endpoint_changes
      where endpoint_id = $1 order by changed_at, id`,
    [idToUuid(id)],
  );

describe('a webhook endpoint', () => {
  test('shows who changed it last, and each change of it and its secrets is recorded', async () => {
    const made = await create();
    const { id } = made;
    const params = { id };
    expect(made.changed_by).toEqual(actorView(actorOf('maker')));
    expect((await get(id)).changed_by).toEqual(actorView(actorOf('maker')));

    await handlers.updateWebhookEndpoint(
      by('editor', { params, body: { description: 'till', enabled: true } }),
    );
    expect((await get(id)).changed_by).toEqual(actorView(actorOf('editor')));
    const rotation = by('rotator', { params, body: { overlap_seconds: 60 } });
    const secret = await bodyOf(handlers.createWebhookSecret(rotation));
    const [first] = made.secrets;
    const old = { id, secret_id: first?.id ?? '' };
    await handlers.deleteWebhookSecret(by('cleaner', { params: old }));
    expect((await get(id)).changed_by).toEqual(actorView(actorOf('cleaner')));
    await handlers.deleteWebhookEndpoint(by('remover', { params }));

    const settings = {
      url_origin: 'http://receiver.test',
      url_sha256: createHash('sha256').update(url).digest('hex'),
      description: null,
      event_types: ['*'],
      enabled: true,
    };
    expect(await changesOf(id)).toEqual([
      { change: 'created', by: 'key_maker', before: {}, after: settings },
      { change: 'updated', by: 'key_editor', before: { description: null }, after: { description: 'till' } },
      {
        change: 'secret_created',
        by: 'key_rotator',
        before: {},
        after: { secret_id: secret.id },
      },
      { change: 'secret_deleted', by: 'key_cleaner', before: { secret_id: old.secret_id }, after: {} },
      { change: 'deleted', by: 'key_remover', before: { ...settings, description: 'till' }, after: {} },
    ]);
  });

  test('is in the part of the audit log that the API requests, page by page', async () => {
    const { listAuditLog } = auditLogHandler(scene.requests);
    const { id } = await create('maker');
    const body = { description: 'till' };
    await handlers.updateWebhookEndpoint(by('editor', { params: { id }, body }));
    const page = (cursor?: string) =>
      bodyOf(listAuditLog(by('auditor', { query: { object_id: id, limit: 1, cursor } })));

    const first = await page();
    const [updated] = first.data;
    expect(updated).toMatchObject({
      ...{ object_type: 'webhook_endpoint', object_id: id, change: 'updated' },
      ...{ actor: actorView(actorOf('editor')), before: { description: null }, after: body },
    });
    expect(first).toMatchObject({ has_more: true, next_cursor: null });
    const second = await page(updated && auditPositionText(updated));
    expect(second.data).toMatchObject([{ object_id: id, change: 'created' }]);
    expect(second.has_more).toBe(false);
    await expect(page('no position')).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('has no record of a request that changed nothing, and one of a request that was repeated', async () => {
    const { id } = await create('maker', 'once');
    expect((await create('other', 'once')).changed_by).toEqual(actorView(actorOf('maker')));
    await handlers.updateWebhookEndpoint(by('editor', { params: { id }, body: { url, enabled: true } }));
    expect((await get(id)).changed_by).toEqual(actorView(actorOf('maker')));
    expect(await changesOf(id)).toHaveLength(1);
  });

  test('names the bank after it was disabled because it answered 410', async () => {
    const { id } = await create();
    await scene.handleEvents(scene.events(1));
    const [delivery] = await scene.list({ endpoint_id: id });
    const ofEndpoint = { tenantId: idToUuid(scene.tenantId), endpointId: idToUuid(id), accountId: null, url };
    const attempt: EndedAttempt = {
      delivery: {
        ...{
          ...ofEndpoint,
          id: delivery?.id ?? '',
          eventId: 'event',
          eventType: 'type',
          body: '',
          secrets: [],
        },
        ...{ attempt: 1, attemptInSchedule: 1, lostAttempts: 0, isFailing: false },
      },
      ...{ startedAt: new Date(), durationMs: 1, responseStatus: 410, responseExcerpt: '', failure: 'gone' },
      ...{ status: 'failed', retryMs: null, isGone: true },
    };
    await scene.database.unitOfWork((unit) => settleAttempts(unit, [attempt], { disableAfterMs: 60_000 }));
    expect((await get(id)).changed_by).toEqual(actorView(systemActor('webhooks')));
    expect((await changesOf(id)).at(-1)).toEqual({
      change: 'disabled',
      by: 'system:webhooks',
      before: { enabled: true },
      after: { enabled: false, disabled_reason: 'gone' },
    });
  });

  test.each([
    `update notifications.webhook_endpoint_changes set actor = '{}'`,
    'delete from notifications.webhook_endpoint_changes',
    'truncate notifications.webhook_endpoint_changes',
  ])('keeps its records against "%s", also from the owner', async (statement) => {
    const { id } = await create();
    const before = await changesOf(id);
    await expect(scene.run(statement)).rejects.toThrow('append-only');
    expect(await changesOf(id)).toEqual(before);
  });
});
