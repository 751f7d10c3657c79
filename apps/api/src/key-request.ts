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

/** What the bank's settings say about new keys. */
export type KeySettings = { maxLifetimeDays?: number | undefined; cell?: string | undefined };

export function keySettingsOf(settings: { API_KEY_MAX_LIFETIME_DAYS?: number; CELL?: string }): KeySettings {
  return { maxLifetimeDays: settings.API_KEY_MAX_LIFETIME_DAYS, cell: settings.CELL };
}

/** The request context for changes of API keys. */
export function keyRequestOf(
  { principal, idempotencyKey, requestId, actor }: KeyManagementRequest,
  { maxLifetimeDays, cell }: KeySettings = {},
): KeyRequest {
  const { tenantId, credentialId: requestingKeyId, scopes } = principal;
  const maxLifetimeMs = maxLifetimeDays === undefined ? null : maxLifetimeDays * dayMs;
  const made = { maxLifetimeMs, cell, idempotencyKey };
  const request = { tenantId, requestingKeyId, scopes, requestId, actor, ...made };
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
