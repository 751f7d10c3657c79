import type { Database, UnitOfWork } from '@florin/database';
import { createListCursors, Problem, rateLimited, type Handlers } from '@florin/http';
import { WindowCounts } from '@florin/service';
import { findEndpoint } from './endpoint-store.ts';
import { findDelivery, listAttempts, listDeliveries } from './list-deliveries.ts';
import { findPing, insertPing, replayDelivery } from './request-deliveries.ts';

type DeliveryHandlers = Pick<
  Handlers<'notifications'>,
  'listWebhookDeliveries' | 'getWebhookDelivery' | 'replayWebhookDelivery' | 'testWebhookEndpoint'
>;

const minuteMs = 60_000;

/** Throws `rate_limited` when a tenant has requested more than this many deliveries in this minute. 0: no limit. */
function limitRequested(perMinute: number): (tenantId: string) => void {
  const counts = new WindowCounts();
  return (tenantId) => {
    if (perMinute === 0 || counts.add(tenantId, minuteMs) <= perMinute) return;
    const detail = `Too many test events and replays of your tenant: ${perMinute} in a minute are possible.`;
    const retryAfterSeconds = Math.ceil((minuteMs - (Date.now() % minuteMs)) / 1_000);
    throw rateLimited(perMinute, { detail, retryAfterSeconds });
  };
}

/**
 * The operations on deliveries: list, get, replay, and send a test event. A tenant may request `requestedPerMinute`
 * deliveries, because each is a request from this bank to an address that the tenant has chosen.
 */
export function createDeliveryHandlers({
  database,
  cursorSecrets,
  requestedPerMinute,
}: {
  database: Database;
  cursorSecrets: readonly string[];
  requestedPerMinute: number;
}): DeliveryHandlers {
  const countRequested = limitRequested(requestedPerMinute);
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
    async replayWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const replayed = await database.of(tenantId).unitOfWork(async (unit) => {
        const delivery = await findDelivery(unit, { tenantId, id });
        if (!delivery) throw new Problem('not_found');
        await assertEnabled(unit, { tenantId, id: delivery.endpoint_id });
        countRequested(tenantId);
        await replayDelivery(unit, id);
        return findDelivery(unit, { tenantId, id });
      });
      if (!replayed) throw new Problem('not_found');
      const { body: _, ...view } = replayed;
      return { body: view };
    },
    async testWebhookEndpoint({ principal: { tenantId }, params: { id }, idempotencyKey: name }) {
      const made = await database.of(tenantId).unitOfWork(async (unit) => {
        if (!(await findEndpoint(unit, { tenantId, id }))) throw new Problem('not_found');
        const known = name && (await findPing(unit, { endpointId: id, name }));
        if (!known) {
          await assertEnabled(unit, { tenantId, id });
          countRequested(tenantId);
        }
        const delivery = known || (await insertPing(unit, { tenantId, endpointId: id, name }));
        return findDelivery(unit, { tenantId, id: delivery });
      });
      if (!made) throw new Problem('not_found');
      const { body: _, ...view } = made;
      return { body: view };
    },
  };
}

async function assertEnabled(unit: UnitOfWork, ids: { tenantId: string; id: string }): Promise<void> {
  const endpoint = await findEndpoint(unit, ids);
  if (endpoint?.enabled) return;
  const detail = `The endpoint is ${endpoint ? 'disabled' : 'deleted'}: nothing is sent there.`;
  throw new Problem('state_conflict', { detail });
}
