import type { Database } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import { checkEndpoint, checkMayRead } from './check-endpoint.ts';
import type { ResolveHost } from './checked-lookup.ts';
import { createEndpoint } from './create-endpoint.ts';
import { changeEndpoint, verifyEndpoint } from './change-endpoint.ts';
import { recordEndpointChange, settingsOf } from './endpoint-changes.ts';
import { deleteEndpoint, findEndpoint, listEndpoints, lockEndpoint } from './endpoint-store.ts';
import type { CountRequested } from './request-deliveries.ts';
import { createSecret, removeSecret } from './replace-secret.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import type { TargetPolicy } from './target-policy.ts';

export type WebhookSettings = {
  database: Database;
  seal: SecretSeal;
  policy: TargetPolicy;
  resolve: ResolveHost;
  cursorSecrets: readonly string[];
  /** Whether endpoints get events only after they have answered a challenge. */
  mustVerify: boolean;
  /** Called with the tenant whenever it causes a challenge; throws when it has caused too many. */
  countRequested: CountRequested;
};

type EndpointHandlers = Pick<
  Handlers<'notifications'>,
  | 'createWebhookEndpoint'
  | 'listWebhookEndpoints'
  | 'getWebhookEndpoint'
  | 'updateWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'verifyWebhookEndpoint'
  | 'createWebhookSecret'
  | 'deleteWebhookSecret'
>;

const replayed = (isReplay: boolean): { headers?: Record<string, string> } =>
  isReplay ? { headers: { 'idempotent-replayed': 'true' } } : {};

/** The operations on webhook endpoints and their secrets. */
export function createEndpointHandlers(settings: WebhookSettings): EndpointHandlers {
  const { database, seal, mustVerify } = settings;
  const cursors = createListCursors('listWebhookEndpoints', settings.cursorSecrets);
  return {
    async createWebhookEndpoint(request) {
      checkMayRead(request.principal.scopes, request.body.event_types);
      const check = () => {
        if (mustVerify) settings.countRequested(request.principal.tenantId);
        return checkEndpoint(request.body, settings);
      };
      const { endpoint, secret, isReplay } = await createEndpoint(database, seal, request, {
        mustVerify,
        check,
      });
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
    async updateWebhookEndpoint(request) {
      return { body: await changeEndpoint(settings, request) };
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
    async verifyWebhookEndpoint(request) {
      return { body: await verifyEndpoint(settings, request) };
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
