import type { KeyRequest } from '@florin/access';
import type { Principal } from '@florin/http';
import { takeKey } from '@florin/ledger';
import type { Actor } from '@florin/rules';

const dayMs = 86_400_000;

type KeyManagementRequest = {
  principal: Principal;
  idempotencyKey: string | undefined;
  requestId: string;
  actor: Actor;
};

/** The request context for changes of API keys. */
export function keyRequestOf(
  { principal, idempotencyKey, requestId, actor }: KeyManagementRequest,
  maxLifetimeDays?: number,
): KeyRequest {
  const { tenantId, credentialId: requestingKeyId, scopes } = principal;
  const maxLifetimeMs = maxLifetimeDays === undefined ? null : maxLifetimeDays * dayMs;
  const request = { tenantId, requestingKeyId, scopes, requestId, actor, maxLifetimeMs, idempotencyKey };
  if (idempotencyKey === undefined) return request;
  return {
    ...request,
    takeKey: (em, operation, fingerprint) =>
      takeKey(em, operation, { tenantId, idempotencyKey, fingerprint }),
  };
}

/** The addresses from which a new key works, if the request names them. */
export function addressesOf({ allowed_addresses }: { allowed_addresses?: string[] }) {
  return allowed_addresses === undefined ? {} : { allowedAddresses: allowed_addresses };
}

/** The expiry of a new key; null for never. */
export function keyEndOf({ expires_at }: { expires_at?: string }): Date | null {
  return expires_at === undefined ? null : new Date(expires_at);
}
