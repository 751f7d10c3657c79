import type { KeyRequest } from '@florin/access';
import type { Principal } from '@florin/http';
import { takeKey } from '@florin/ledger';

type KeyManagementRequest = { principal: Principal; idempotencyKey: string | undefined; requestId: string };

/** The request context for changes of API keys. */
export function keyRequestOf({ principal, idempotencyKey, requestId }: KeyManagementRequest): KeyRequest {
  const { tenantId, credentialId: requestingKeyId, scopes } = principal;
  const request = { tenantId, requestingKeyId, scopes, requestId, idempotencyKey };
  if (idempotencyKey === undefined) return request;
  return {
    ...request,
    takeKey: (em, operation, fingerprint) =>
      takeKey(em, operation, { tenantId, idempotencyKey, fingerprint }),
  };
}

/** The expiry of a new key; null for never. */
export function keyEndOf({ expires_at }: { expires_at?: string }): Date | null {
  return expires_at === undefined ? null : new Date(expires_at);
}
