import { apiKeyStatus, type ApiKey, type IssuedApiKey, type RevokedApiKey } from '@florin/access';
import type { components } from '@florin/http';

/** Formats an API key as in the HTTP contract, without its hash. */
export function apiKeyView(key: ApiKey): components['schemas']['ApiKey'] {
  return {
    id: key.id,
    name: key.name,
    prefix: key.displayPrefix,
    scopes: key.scopes,
    status: apiKeyStatus(key),
    replaces: key.replaces,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    last_used_address: key.lastUsedAddress,
    created_by: key.createdBy ?? 'operator',
    allowed_addresses: key.allowedAddresses,
  };
}

/** Formats a new key with its secret; the secret of a replayed request is null. */
export function issuedKeyView({ key, secret }: IssuedApiKey): components['schemas']['ApiKeyWithSecret'] {
  return { ...apiKeyView(key), secret };
}

/** Formats a revoked key with the keys that it made. */
export function revokedKeyView({ key, children }: RevokedApiKey): components['schemas']['RevokedApiKey'] {
  return { ...apiKeyView(key), children: children.map(apiKeyView) };
}
