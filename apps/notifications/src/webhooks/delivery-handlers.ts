import type { Database } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { findEndpoint } from './endpoint-store.ts';
import { findDelivery, listAttempts, listDeliveries } from './list-deliveries.ts';
import { findPing, insertPing, replayDelivery } from './request-deliveries.ts';

type DeliveryHandlers = Pick<
  Handlers<'notifications'>,
  'listWebhookDeliveries' | 'getWebhookDelivery' | 'replayWebhookDelivery' | 'testWebhookEndpoint'
>;

/** What was sent to third parties, and what they want sent again. */
export function createDeliveryHandlers({
  database,
  cursorSecret,
}: {
  database: Database;
  cursorSecret: string;
}): DeliveryHandlers {
  const cursors = createListCursors('listWebhookDeliveries', cursorSecret);
  return {
    async listWebhookDeliveries(request) {
      const { limit, cursor: _, ...filter } = request.query;
      const { tenantId } = request.principal;
      const after = cursors.open(request)?.[0];
      const wanted = { ...filter, tenantId, after, limit: limit + 1 };
      const found = await database.read((em) => listDeliveries(em, wanted));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const next_cursor = last ? cursors.seal([last.id], request) : null;
      return { body: { data: page, has_more: last !== undefined, next_cursor } };
    },
    async getWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const delivery = await database.read((em) => findDelivery(em, { tenantId, id }));
      if (!delivery) throw new Problem('not_found');
      const attempts = await database.read((em) => listAttempts(em, id));
      return { body: { ...delivery, attempts } };
    },
    async replayWebhookDelivery({ principal: { tenantId }, params: { id } }) {
      const replayed = await database.unitOfWork(async (em) => {
        const delivery = await findDelivery(em, { tenantId, id });
        if (!delivery) throw new Problem('not_found');
        await assertEnabled(em, { tenantId, id: delivery.endpoint_id });
        await replayDelivery(em, id);
        return findDelivery(em, { tenantId, id });
      });
      const { body: _, ...view } = replayed!;
      return { body: view };
    },
    async testWebhookEndpoint({ principal: { tenantId }, params: { id }, idempotencyKey: name }) {
      const made = await database.unitOfWork(async (em) => {
        if (!(await findEndpoint(em, { tenantId, id }))) throw new Problem('not_found');
        const known = name && (await findPing(em, { endpointId: id, name }));
        if (!known) await assertEnabled(em, { tenantId, id });
        const delivery = known || (await insertPing(em, { tenantId, endpointId: id, name }));
        return findDelivery(em, { tenantId, id: delivery });
      });
      const { body: _, ...view } = made!;
      return { body: view };
    },
  };
}

async function assertEnabled(em: SqlEntityManager, of: { tenantId: string; id: string }): Promise<void> {
  const endpoint = await findEndpoint(em, of);
  if (endpoint?.enabled) return;
  const detail = `The endpoint is ${endpoint ? 'disabled' : 'deleted'}: nothing is sent there.`;
  throw new Problem('state_conflict', { detail });
}
