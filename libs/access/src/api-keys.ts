import { newId, type Database } from '@florin/database';
import { ApiKeyEntity, type ApiKey } from './api-key.ts';
import { displayPrefix, keyHash, newKeyText } from './key-text.ts';
import { isScope, type Scope } from './scopes.ts';

export interface NewApiKey {
  tenantId: string;
  /** For people: what the key is used for. 1 to 255 characters. */
  name: string;
  scopes: readonly Scope[];
  /** The first moment at which the key no longer works. Without it the key works until it is revoked. */
  expiresAt?: Date;
}

/** Makes a key. `key` is shown this once: only its hash is kept. */
export async function createApiKey(
  database: Database,
  { tenantId, name, scopes, expiresAt }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new TypeError(`Unknown scopes: ${unknown.join(', ')}`);
  const id = newId('key');
  const key = newKeyText();
  await database.unitOfWork(async (em) => {
    em.create(ApiKeyEntity, {
      id,
      tenantId,
      name,
      displayPrefix: displayPrefix(key),
      sha256: keyHash(key),
      scopes: [...scopes],
      createdAt: new Date(),
      expiresAt: expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
    });
  });
  return { id, key };
}

/**
 * Ends a key; every process refuses it within 5 s. Revoking it again keeps the first moment.
 * Returns false when no key has this id.
 */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  return database.unitOfWork(async (em) => {
    const key = await em.findOne(ApiKeyEntity, { id });
    if (key) key.revokedAt ??= new Date();
    return key !== null;
  });
}

/** The keys of one tenant, or of all, oldest first. */
export async function listApiKeys(database: Database, tenantId?: string): Promise<ApiKey[]> {
  return database.read((em) =>
    em.find(ApiKeyEntity, tenantId === undefined ? {} : { tenantId }, { orderBy: { id: 'asc' } }),
  );
}
