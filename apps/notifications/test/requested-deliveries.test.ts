import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idToUuid, newId, runParameterized, type Database } from '@florin/database';
import { operatorActor } from '@florin/rules';
import { createDeliveryHandlers } from '../src/webhooks/delivery-handlers.ts';
import { limitRequested } from '../src/webhooks/request-deliveries.ts';
import type { AppDatabase } from '@florin/testing';
import { openDatabase } from './open-database.ts';

let place: AppDatabase;
let database: Database;

beforeAll(async () => {
  place = await openDatabase();
  ({ database } = place);
});
afterAll(async () => {
  await place?.close();
});

async function openEndpoint(tenantId: string): Promise<string> {
  const id = newId('whe');
  await database.unitOfWork((unit) =>
    runParameterized(
      unit,
      `insert into notifications.webhook_endpoints (id, tenant_id, url, event_types)
       values ($1, $2, 'https://receiver.example/hook', array['*'])`,
      [idToUuid(id), idToUuid(tenantId)],
    ),
  );
  return id;
}

test('a tenant gets 429 for more test events and replays than are possible in a minute, and others get none', async () => {
  const handlers = createDeliveryHandlers({
    database: place.requests,
    cursorSecrets: ['secret'],
    countRequested: limitRequested(3),
  });
  const [mine, other] = [newId('tenant'), newId('tenant')];
  const [endpoints, ofOther] = [
    [await openEndpoint(mine), await openEndpoint(mine)],
    await openEndpoint(other),
  ];
  const request = (tenantId: string, id: string, idempotencyKey?: string) =>
    ({ principal: { tenantId }, params: { id }, idempotencyKey, actor: operatorActor('test') }) as never;
  const send = (tenantId: string, endpoint: string, key?: string) =>
    handlers.testWebhookEndpoint(request(tenantId, endpoint, key));

  // Whichever endpoints they go to. A repeated request does not count again. A minute may end meanwhile, hence a few more.
  await send(mine, endpoints[0]!, 'key');
  await send(mine, endpoints[0]!, 'key');
  const { body } = await send(mine, endpoints[1]!);
  const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => send(mine, endpoints[1]!)));
  const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(7);
  for (const each of refused) {
    expect(each).toMatchObject({
      code: 'rate_limited',
      headers: { 'ratelimit-limit': '3', 'ratelimit-remaining': '0' },
    });
  }
  const replays = await Promise.allSettled(
    Array.from({ length: 4 }, () =>
      handlers.replayWebhookDelivery(request(mine, (body as { id: string }).id)),
    ),
  );
  expect(replays.map(({ status }) => status)).toContain('rejected');
  expect(await send(other, ofOther)).toMatchObject({ body: { endpoint_id: ofOther } });
});
