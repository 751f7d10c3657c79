import { getApiKey, issueApiKey, pageOfApiKeys, revokeTenantApiKey, rotateApiKey } from '@florin/access';
import type { Database } from '@florin/database';
import { createListCursors, type Handlers } from '@florin/http';
import { apiKeyView, issuedKeyView, revokedKeyView } from '../api-key-view.ts';
import { addressesOf, keyEndOf, keyRequestOf, type KeySettings } from '../key-request.ts';
import { replayed } from '../replayed.ts';

type ApiKeyOperations =
  'createApiKey' | 'listApiKeys' | 'getCurrentApiKey' | 'getApiKey' | 'rotateApiKey' | 'revokeApiKey';

export function apiKeyHandlers(
  { lists, changes }: Record<'lists' | 'changes', Database>,
  options: KeySettings & { cursorSecrets: readonly string[] },
): Pick<Handlers<'api'>, ApiKeyOperations> {
  const { cursorSecrets } = options;
  const cursors = createListCursors('listApiKeys', cursorSecrets);
  return {
    async createApiKey(request) {
      const { name, scopes } = request.body;
      const wanted = { name, scopes, expiresAt: keyEndOf(request.body), ...addressesOf(request.body) };
      const issued = await issueApiKey(changes, keyRequestOf(request, options), wanted);
      return { body: issuedKeyView(issued), headers: replayed(issued.secret === null) };
    },

    async listApiKeys(request) {
      const [below] = cursors.open(request) ?? [];
      const { limit } = request.query;
      const page = await pageOfApiKeys(lists, request.principal.tenantId, { limit, below });
      const next_cursor = page.next === undefined ? null : cursors.seal([page.next], request);
      return { body: { data: page.rows.map(apiKeyView), has_more: next_cursor !== null, next_cursor } };
    },

    async getCurrentApiKey({ principal }) {
      return { body: apiKeyView(await getApiKey(lists, principal.tenantId, principal.credentialId)) };
    },

    async getApiKey({ principal, params }) {
      return { body: apiKeyView(await getApiKey(lists, principal.tenantId, params.id)) };
    },

    async rotateApiKey(request) {
      const overlapMs = request.body.overlap_seconds * 1_000;
      const { id } = request.params;
      const wanted = { id, overlapMs, expiresAt: keyEndOf(request.body), ...addressesOf(request.body) };
      const issued = await rotateApiKey(changes, keyRequestOf(request, options), wanted);
      return { body: issuedKeyView(issued), headers: replayed(issued.secret === null) };
    },

    async revokeApiKey(request) {
      const { params, body: wanted } = request;
      const revoked = await revokeTenantApiKey(changes, keyRequestOf(request), params.id, wanted);
      return { body: revokedKeyView(revoked) };
    },
  };
}
