import { readClock, type Database } from '@florin/database';
import { ApiKeyEntity, type ApiKey } from './api-key.ts';
import { AccessRefusal } from './access-refusal.ts';
import { insertKey } from './insert-key.ts';
import { recordKeyChange } from './key-changes.ts';
import { isScope, type Scope } from './scopes.ts';

export interface NewApiKey {
  tenantId: string;
  /** A label for people. 1 to 255 characters. */
  name: string;
  scopes: readonly Scope[];
  /** The first moment at which the key no longer works. Without it the key works until it is revoked. */
  expiresAt?: Date;
}

/** Creates a key on behalf of an operator. `key` cannot be read again: only its hash is stored. */
export async function createApiKey(
  database: Database,
  { tenantId, name, scopes, expiresAt }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new TypeError(`Unknown scopes: ${unknown.join(', ')}`);
  return database.unitOfWork(async (em) => {
    const { row, secret } = insertKey(em, {
      tenantId,
      name,
      scopes,
      expiresAt: expiresAt ?? null,
      now: await readClock(em),
    });
    await em.flush();
    recordKeyChange(em, row, 'created', { at: row.createdAt });
    return { id: row.id, key: secret };
  });
}

/**
 * Revokes a key on behalf of an operator. Every process refuses it within 5 s. Revoking it again keeps the first time.
 * Returns false when no key has this id.
 */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  return database.unitOfWork(async (em) => {
    const key = await em.findOne(ApiKeyEntity, { id });
    if (key && !key.revokedAt) {
      key.revokedAt = await readClock(em);
      recordKeyChange(em, key, 'revoked', { at: key.revokedAt });
    }
    return key !== null;
  });
}

/** The keys of one tenant, or of all tenants, oldest first. */
export async function listApiKeys(database: Database, tenantId?: string): Promise<ApiKey[]> {
  return database.read((em) =>
    em.find(ApiKeyEntity, tenantId === undefined ? {} : { tenantId }, { orderBy: { id: 'asc' } }),
  );
}

/** A page of a tenant's keys, newest first. `next` is the id of the last key on the page when there are more. */
export async function pageOfApiKeys(
  database: Database,
  tenantId: string,
  { limit, below }: { limit: number; below?: string | undefined },
): Promise<{ rows: ApiKey[]; next?: string }> {
  const where = below === undefined ? { tenantId } : { tenantId, id: { $lt: below } };
  const found = await database.read((em) =>
    em.find(ApiKeyEntity, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
  );
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last ? { rows, next: last.id } : { rows };
}

/** Reads a tenant's key. Throws AccessRefusal `not_found`, also for the key of another tenant. */
export async function getApiKey(database: Database, tenantId: string, id: string): Promise<ApiKey> {
  const key = await database.read((em) => em.findOne(ApiKeyEntity, { id, tenantId }));
  return key ?? noSuchKey(id);
}

export function noSuchKey(id: string): never {
  throw new AccessRefusal('not_found', `There is no API key ${id}.`);
}
