import type { Database } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import { recordEndpointChange } from './endpoint-changes.ts';
import { findEndpoint, type Endpoint } from './endpoint-store.ts';
import { findDelivery, listAttempts, listDeliveries } from './list-deliveries.ts';
import {
  assertEnabled,
  findPing,
  insertPing,
  replayDelivery,
  type CountRequested,
} from './request-deliveries.ts';

type DeliveryHandlers = Pick<
  Handlers<'notifications'>,
  'listWebhookDeliveries' | 'getWebhookDelivery' | 'replayWebhookDelivery' | 'testWebhookEndpoint'
>;

/** The operations on deliveries: list, get, replay, and send a test event. */
export function createDeliveryHandlers({
  database,
  cursorSecrets,
  countRequested,
}: {
  database: Database;
  cursorSecrets: readonly string[];
  /** Called with the tenant whenever it requests a delivery; throws when it has requested too many. */
  countRequested: CountRequested;
}): DeliveryHandlers {
  const cursors = createListCursors('listWebhookDeliveries', cursorSecrets);
  return {
    async listWebhookDeliveries(request) {
      const { limit, cursor: _, ...filter } = request.query;
      const { tenantId } = request.principal;
      const after = cursors.open(request)?.[0];
      const wanted = { ...filter, tenantId, after, limit: limit + 1 };
      const found = await database.of(tenantId).read((unit) => listDeliveries(unit, wanted));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const next_cursor = last ? cursors.seal([last.id], request) : null;
      return { body: { data: page, has_more: last !== undefined, next_cursor } };
    },
    async getWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const delivery = await database.of(tenantId).read((unit) => findDelivery(unit, { tenantId, id }));
      if (!delivery) throw new Problem('not_found');
      const attempts = await database.of(tenantId).read((unit) => listAttempts(unit, id));
      return { body: { ...delivery, attempts } };
    },
    async replayWebhookDelivery({ principal: { tenantId }, params: { id }, actor }) {
      const replayed = await database.of(tenantId).unitOfWork(async (unit) => {
        const delivery = await findDelivery(unit, { tenantId, id });
        if (!delivery) throw new Problem('not_found');
        assertSends(await findEndpoint(unit, { tenantId, id: delivery.endpoint_id }));
        countRequested(tenantId);
        await replayDelivery(unit, id);
        const made = { change: 'delivery_replayed', before: {}, after: { delivery_id: id } } as const;
        await recordEndpointChange(unit, { tenantId, endpointId: delivery.endpoint_id, actor }, made);
        return findDelivery(unit, { tenantId, id });
      });
      if (!replayed) throw new Problem('not_found');
      const { body: _, ...view } = replayed;
      return { body: view };
    },
    async testWebhookEndpoint({ principal: { tenantId }, params: { id }, idempotencyKey: name, actor }) {
      const made = await database.of(tenantId).unitOfWork(async (unit) => {
        const endpoint = await findEndpoint(unit, { tenantId, id });
        if (!endpoint) throw new Problem('not_found');
        const known = name && (await findPing(unit, { endpointId: id, name }));
        if (!known) {
          assertSends(endpoint);
          countRequested(tenantId);
        }
        const delivery = known || (await insertPing(unit, { tenantId, endpointId: id, name }));
        const made = { change: 'test_requested', before: {}, after: { delivery_id: delivery } } as const;
        if (!known) await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
        return findDelivery(unit, { tenantId, id: delivery });
      });
      if (!made) throw new Problem('not_found');
      const { body: _, ...view } = made;
      return { body: view };
    },
  };
}

/** Throws `state_conflict` unless the endpoint gets deliveries, now or as soon as it has proved itself. */
function assertSends(endpoint: Endpoint | undefined): void {
  assertEnabled(endpoint);
  if (endpoint?.verification.status !== 'failed') return;
  const detail = `The endpoint did not answer its challenge: nothing is sent there. POST /webhook-endpoints/${endpoint.id}/verify sends another.`;
  throw new Problem('state_conflict', { detail });
}
