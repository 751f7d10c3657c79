import { readClock, type Database } from '@florin/database';
import { operatorActor } from '@florin/rules';
import { ApiKeyEntity, type ApiKey } from './api-key.ts';
import { AccessRefusal } from './access-refusal.ts';
import { insertKey } from './insert-key.ts';
import { recordKeyChange } from './key-changes.ts';
import { newKeyTerms } from './key-terms.ts';
import { revokeDescendants } from './revoke-descendants.ts';
import { isScope, type Scope } from './scopes.ts';

export interface NewApiKey {
  tenantId: string;
  /** A label for people. 1 to 255 characters. */
  name: string;
  scopes: readonly Scope[];
  /** The first moment at which the key no longer works. Without it the key works until it is revoked. */
  expiresAt?: Date;
  /** Addresses and networks in CIDR notation from which the key works. Without them it works from any. */
  allowedAddresses?: readonly string[];
  /** The longest that a key may work; null for no maximum. Without `expiresAt`, the key works so long. Default: null. */
  maxLifetimeMs?: number | null;
  /** The name of the cell, which the key's text carries. Default: none. */
  cell?: string | undefined;
  /** The name of the operator, recorded with the change. 1 to 64 characters. Default: `unnamed`. */
  operator?: string;
}

/**
 * Creates a key on behalf of an operator. `key` cannot be read again: only its hash is stored. Throws AccessRefusal
 * `validation_failed` for an expiry in the past or beyond the maximum lifetime, and for an invalid address.
 */
export async function createApiKey(
  database: Database,
  { tenantId, name, scopes, expiresAt, allowedAddresses, maxLifetimeMs = null, cell, operator }: NewApiKey,
): Promise<{ id: string; key: string; expiresAt: Date | null }> {
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw new TypeError(`Unknown scopes: ${unknown.join(', ')}`);
  return database.of(tenantId).unitOfWork(async (em) => {
    const now = await readClock(em);
    const wanted = { expiresAt: expiresAt ?? null, allowedAddresses: allowedAddresses ?? null };
    const terms = newKeyTerms(wanted, { now, maxLifetimeMs, maker: null });
    const { row, secret } = insertKey(em, { tenantId, name, scopes, ...terms, createdBy: null, now, cell });
    await em.flush();
    recordKeyChange(em, row, 'created', authorAt(row.createdAt, operator));
    return { id: row.id, key: secret, expiresAt: row.expiresAt };
  });
}

/**
 * Revokes a key on behalf of an operator, with `cascade` also the keys that it made, and those that they made. Every
 * process refuses them within 5 s. Revoking a key again keeps the first time. Returns the ids of the keys that were revoked
 * with it; undefined when no key has this id.
 */
export async function revokeApiKey(
  database: Database,
  id: string,
  { cascade = false, operator }: { cascade?: boolean; operator?: string } = {},
): Promise<string[] | undefined> {
  return database.unitOfWork(async (em) => {
    const key = await em.findOne(ApiKeyEntity, { id });
    if (!key) return undefined;
    const change = authorAt(await readClock(em), operator);
    if (!key.revokedAt) {
      key.revokedAt = change.at;
      recordKeyChange(em, key, 'revoked', change);
    }
    const revoked = cascade ? await revokeDescendants(em, key, change) : [];
    return revoked.map((each) => each.id);
  });
}

const authorAt = (at: Date, operator = 'unnamed') => ({
  at,
  actor: operatorActor(operator),
  requestId: null,
});

/** The keys of one tenant, or of all tenants, oldest first. */
export async function listApiKeys(database: Database, tenantId?: string): Promise<ApiKey[]> {
  const ofTenant = tenantId === undefined ? database : database.of(tenantId);
  return ofTenant.read((em) =>
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
  const found = await database
    .of(tenantId)
    .read((em) => em.find(ApiKeyEntity, where, { orderBy: { id: 'desc' }, limit: limit + 1 }));
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last ? { rows, next: last.id } : { rows };
}

/** Reads a tenant's key. Throws AccessRefusal `not_found`, also for the key of another tenant. */
export async function getApiKey(database: Database, tenantId: string, id: string): Promise<ApiKey> {
  const ofTenant = database.of(tenantId);
  const key = await ofTenant.read((em) => em.findOne(ApiKeyEntity, { id, tenantId }));
  return key ?? noSuchKey(id);
}

export function noSuchKey(id: string): never {
  throw new AccessRefusal('not_found', `There is no API key ${id}.`);
}
