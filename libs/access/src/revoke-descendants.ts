import { idFromUuid, idToUuid } from '@florin/database';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ApiKeyEntity, type ApiKeyRow } from './api-key.ts';
import { recordKeyChange, type ChangeAuthor } from './key-changes.ts';

/** The keys that a key made and that are not revoked, by id. */
export function findChildren(em: SqlEntityManager, id: string): Promise<ApiKeyRow[]> {
  return em.find(ApiKeyEntity, { createdBy: id, revokedAt: null }, { orderBy: { id: 'asc' } });
}

/**
 * Revokes the keys that a key made, those that they made, and so on. Returns the ones that were not revoked before. A key
 * that is locked here makes no other key, so the search ends when it finds no key that is not locked yet.
 */
export async function revokeDescendants(
  em: SqlEntityManager,
  { id, tenantId }: { id: string; tenantId: string },
  change: ChangeAuthor,
): Promise<ApiKeyRow[]> {
  const revoked = new Map<string, ApiKeyRow>();
  for (;;) {
    const ids = (await descendantIds(em, id)).filter((each) => !revoked.has(each) && each !== id);
    const keys = await em.find(
      ApiKeyEntity,
      { id: { $in: ids }, tenantId, revokedAt: null },
      { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (keys.length === 0) return [...revoked.values()];
    for (const key of keys) {
      key.revokedAt = change.at;
      recordKeyChange(em, key, 'revoked', change);
      revoked.set(key.id, key);
    }
  }
}

async function descendantIds(em: SqlEntityManager, id: string): Promise<string[]> {
  const found = await em.execute<{ id: string }[]>(
    `with recursive descendants (id) as (
       select id from access.api_keys where created_by = ?
       union
       select made.id from access.api_keys made join descendants on made.created_by = descendants.id)
     select id from descendants`,
    [idToUuid(id)],
  );
  return found.map((row) => idFromUuid('key', row.id));
}
