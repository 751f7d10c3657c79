import type { Database, UnitOfWork } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import { findEndpoint } from './endpoint-store.ts';
import { findDelivery, listAttempts, listDeliveries } from './list-deliveries.ts';
import { findPing, insertPing, replayDelivery } from './request-deliveries.ts';

type DeliveryHandlers = Pick<
  Handlers<'notifications'>,
  'listWebhookDeliveries' | 'getWebhookDelivery' | 'replayWebhookDelivery' | 'testWebhookEndpoint'
>;

/** The operations on deliveries: list, get, replay, and send a test event. */
export function createDeliveryHandlers({
  database,
  cursorSecrets,
}: {
  database: Database;
  cursorSecrets: readonly string[];
}): DeliveryHandlers {
  const cursors = createListCursors('listWebhookDeliveries', cursorSecrets);
  return {
    async listWebhookDeliveries(request) {
      const { limit, cursor: _, ...filter } = request.query;
      const { tenantId } = request.principal;
      const after = cursors.open(request)?.[0];
      const wanted = { ...filter, tenantId, after, limit: limit + 1 };
      const found = await database.read((unit) => listDeliveries(unit, wanted));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const next_cursor = last ? cursors.seal([last.id], request) : null;
      return { body: { data: page, has_more: last !== undefined, next_cursor } };
    },
    async getWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const delivery = await database.read((unit) => findDelivery(unit, { tenantId, id }));
      if (!delivery) throw new Problem('not_found');
      const attempts = await database.read((unit) => listAttempts(unit, id));
      return { body: { ...delivery, attempts } };
    },
    async replayWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const replayed = await database.unitOfWork(async (unit) => {
        const delivery = await findDelivery(unit, { tenantId, id });
        if (!delivery) throw new Problem('not_found');
        await assertEnabled(unit, { tenantId, id: delivery.endpoint_id });
        await replayDelivery(unit, id);
        return findDelivery(unit, { tenantId, id });
      });
      if (!replayed) throw new Problem('not_found');
      const { body: _, ...view } = replayed;
      return { body: view };
    },
    async testWebhookEndpoint({ principal: { tenantId }, params: { id }, idempotencyKey: name }) {
      const made = await database.unitOfWork(async (unit) => {
        if (!(await findEndpoint(unit, { tenantId, id }))) throw new Problem('not_found');
        const known = name && (await findPing(unit, { endpointId: id, name }));
        if (!known) await assertEnabled(unit, { tenantId, id });
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
