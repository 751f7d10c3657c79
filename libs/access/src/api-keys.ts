import { readClock, type Database } from '@florin/database';
import { ApiKeyEntity, type ApiKey } from './api-key.ts';
import { AccessRefusal } from './access-refusal.ts';
import { insertKey } from './insert-key.ts';
import { noteChange } from './key-changes.ts';
import { isScope, type Scope } from './scopes.ts';

export interface NewApiKey {
  tenantId: string;
  /** For people: what the key is used for. 1 to 255 characters. */
  name: string;
  scopes: readonly Scope[];
  /** The first moment at which the key no longer works. Without it the key works until it is revoked. */
  expiresAt?: Date;
}

/** Makes a key, as an operator. `key` is shown this once: only its hash is kept. */
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
    noteChange(em, row, 'created', { at: row.createdAt });
    return { id: row.id, key: secret };
  });
}

/**
 * Ends a key, as an operator; every process refuses it within 5 s. Revoking it again keeps the first moment.
 * Returns false when no key has this id.
 */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  return database.unitOfWork(async (em) => {
    const key = await em.findOne(ApiKeyEntity, { id });
    if (key && !key.revokedAt) {
      key.revokedAt = await readClock(em);
      noteChange(em, key, 'revoked', { at: key.revokedAt });
    }
    return key !== null;
  });
}

/** The keys of one tenant, or of all, oldest first. */
export async function listApiKeys(database: Database, tenantId?: string): Promise<ApiKey[]> {
  return database.read((em) =>
    em.find(ApiKeyEntity, tenantId === undefined ? {} : { tenantId }, { orderBy: { id: 'asc' } }),
  );
}

/** A page of a tenant's keys, newest first; `next` is the last one's id where there are more. */
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

/** A tenant's key. Throws `not_found`, also for another tenant's. */
export async function getApiKey(database: Database, tenantId: string, id: string): Promise<ApiKey> {
  const key = await database.read((em) => em.findOne(ApiKeyEntity, { id, tenantId }));
  return key ?? noSuchKey(id);
}

export function noSuchKey(id: string): never {
  throw new AccessRefusal('not_found', `There is no API key ${id}.`);
}
