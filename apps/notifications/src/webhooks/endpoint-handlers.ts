import type { Database } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import { checkEndpoint, checkMayRead } from './check-endpoint.ts';
import type { ResolveHost } from './checked-lookup.ts';
import { createEndpoint } from './create-endpoint.ts';
import { recordEndpointChange, settingsOf } from './endpoint-changes.ts';
import {
  deleteEndpoint,
  findEndpoint,
  listEndpoints,
  lockEndpoint,
  updateEndpoint,
} from './endpoint-store.ts';
import { createSecret, removeSecret } from './replace-secret.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import type { TargetPolicy } from './target-policy.ts';

export type WebhookSettings = {
  database: Database;
  seal: SecretSeal;
  policy: TargetPolicy;
  resolve: ResolveHost;
  cursorSecrets: readonly string[];
};

type EndpointHandlers = Pick<
  Handlers<'notifications'>,
  | 'createWebhookEndpoint'
  | 'listWebhookEndpoints'
  | 'getWebhookEndpoint'
  | 'updateWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'createWebhookSecret'
  | 'deleteWebhookSecret'
>;

const replayed = (isReplay: boolean): { headers?: Record<string, string> } =>
  isReplay ? { headers: { 'idempotent-replayed': 'true' } } : {};

/** The operations on webhook endpoints and their secrets. */
export function createEndpointHandlers(settings: WebhookSettings): EndpointHandlers {
  const { database, seal } = settings;
  const cursors = createListCursors('listWebhookEndpoints', settings.cursorSecrets);
  return {
    async createWebhookEndpoint(request) {
      checkMayRead(request.principal.scopes, request.body.event_types);
      const check = () => checkEndpoint(request.body, settings);
      const { endpoint, secret, isReplay } = await createEndpoint(database, seal, request, check);
      return { body: { ...endpoint, secret }, ...replayed(isReplay) };
    },
    async listWebhookEndpoints(request) {
      const { limit } = request.query;
      const filter = { ...request.principal, after: cursors.open(request)?.[0], limit: limit + 1 };
      const found = await database.of(filter.tenantId).read((unit) => listEndpoints(unit, filter));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const next_cursor = last ? cursors.seal([last.id], request) : null;
      return { body: { data: page, has_more: last !== undefined, next_cursor } };
    },
    async getWebhookEndpoint({ principal: { tenantId }, params: { id } }) {
      const endpoint = await database.of(tenantId).read((unit) => findEndpoint(unit, { tenantId, id }));
      if (!endpoint) throw new Problem('not_found');
      return { body: endpoint };
    },
    async updateWebhookEndpoint({ principal: { tenantId, scopes }, params: { id }, body, actor }) {
      if (body.event_types) checkMayRead(scopes, body.event_types);
      await checkEndpoint(body, settings);
      const { event_types: eventTypes, ...rest } = body;
      const endpoint = await database.of(tenantId).unitOfWork(async (unit) => {
        await lockEndpoint(unit, id);
        const known = await findEndpoint(unit, { tenantId, id });
        if (!known) return undefined;
        // Another URL lets somebody else read the events.
        if (body.url !== undefined && body.url !== known.url) {
          checkMayRead(scopes, eventTypes ?? known.event_types);
        }
        await updateEndpoint(unit, { tenantId, id }, { ...rest, eventTypes });
        const updated = await findEndpoint(unit, { tenantId, id });
        if (!updated) return undefined;
        const made = { change: 'updated', before: settingsOf(known), after: settingsOf(updated) } as const;
        await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
        return findEndpoint(unit, { tenantId, id });
      });
      if (!endpoint) throw new Problem('not_found');
      return { body: endpoint };
    },
    async deleteWebhookEndpoint({ principal: { tenantId }, params: { id }, actor }) {
      const isDeleted = await database.of(tenantId).unitOfWork(async (unit) => {
        await lockEndpoint(unit, id);
        const known = await findEndpoint(unit, { tenantId, id });
        if (!known) return false;
        await deleteEndpoint(unit, { tenantId, id });
        const made = { change: 'deleted', before: settingsOf(known), after: {} } as const;
        await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
        return true;
      });
      if (!isDeleted) throw new Problem('not_found');
      return { body: { id, deleted: true } };
    },
    async createWebhookSecret(request) {
      const { secret, isReplay } = await createSecret(database, seal, request);
      return { body: secret, ...replayed(isReplay) };
    },
    async deleteWebhookSecret({ principal: { tenantId }, params: { id, secret_id }, actor }) {
      await removeSecret(database, { tenantId, endpointId: id, id: secret_id, actor });
      return { body: { id: secret_id, deleted: true } };
    },
  };
}
