import { apiKeyStatus, type ApiKey, type IssuedApiKey } from '@florin/access';
import type { components } from '@florin/http';

/** An API key as the contract shows it: never its hash. */
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
  };
}

/** A key that was just made, with its secret; a replay has none. */
export function issuedKeyView({ key, secret }: IssuedApiKey): components['schemas']['ApiKeyWithSecret'] {
  return { ...apiKeyView(key), secret };
}
