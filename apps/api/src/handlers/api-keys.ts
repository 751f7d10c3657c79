import { getApiKey, issueApiKey, pageOfApiKeys, revokeTenantApiKey, rotateApiKey } from '@florin/access';
import type { Database } from '@florin/database';
import { createListCursors, type Handlers } from '@florin/http';
import { apiKeyView, issuedKeyView } from '../api-key-view.ts';
import { keyEndOf, keyRequestOf } from '../key-request.ts';
import { replayed } from '../replayed.ts';

type ApiKeyOperations =
  'createApiKey' | 'listApiKeys' | 'getCurrentApiKey' | 'getApiKey' | 'rotateApiKey' | 'revokeApiKey';

export function apiKeyHandlers(
  { lists, changes }: Record<'lists' | 'changes', Database>,
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, ApiKeyOperations> {
  const cursors = createListCursors('listApiKeys', cursorSecrets);
  return {
    async createApiKey(request) {
      const { name, scopes } = request.body;
      const wanted = { name, scopes, expiresAt: keyEndOf(request.body) };
      const issued = await issueApiKey(changes, keyRequestOf(request), wanted);
      return { body: issuedKeyView(issued), headers: replayed(issued.secret === null) };
    },

    async listApiKeys(request) {
      const [below] = cursors.open(request) ?? [];
      const { limit } = request.query;
      const page = await pageOfApiKeys(lists.of(request.principal.tenantId), request.principal.tenantId, {
        limit,
        below,
      });
      const next_cursor = page.next === undefined ? null : cursors.seal([page.next], request);
      return { body: { data: page.rows.map(apiKeyView), has_more: next_cursor !== null, next_cursor } };
    },

    async getCurrentApiKey({ principal }) {
      return {
        body: apiKeyView(
          await getApiKey(lists.of(principal.tenantId), principal.tenantId, principal.credentialId),
        ),
      };
    },

    async getApiKey({ principal, params }) {
      return {
        body: apiKeyView(await getApiKey(lists.of(principal.tenantId), principal.tenantId, params.id)),
      };
    },

    async rotateApiKey(request) {
      const overlapMs = request.body.overlap_seconds * 1_000;
      const wanted = { id: request.params.id, overlapMs, expiresAt: keyEndOf(request.body) };
      const issued = await rotateApiKey(changes, keyRequestOf(request), wanted);
      return { body: issuedKeyView(issued), headers: replayed(issued.secret === null) };
    },

    async revokeApiKey(request) {
      return {
        body: apiKeyView(await revokeTenantApiKey(changes, keyRequestOf(request), request.params.id)),
      };
    },
  };
}
