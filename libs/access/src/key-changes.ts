import { ascendingIds, JsonObject, TypedId, type Database } from '@florin/database';
import type { Actor } from '@florin/rules';
import { defineEntity, p, type EntityManager, type InferEntity } from '@mikro-orm/core';

export const KeyChangeEntity = defineEntity({
  name: 'KeyChange',
  schema: 'access',
  tableName: 'key_changes',
  properties: {
    id: p.type(new TypedId('kchg')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    keyId: p.type(new TypedId('key')).$type<string>(),
    change: p.text().$type<'created' | 'rotated' | 'revoked'>(),
    madeBy: p.type(new TypedId('key')).$type<string>().strictNullable(),
    requestId: p.text().strictNullable(),
    actor: p.type(new JsonObject()).$type<Actor>().strictNullable(),
    madeAt: p.datetime(),
  },
});

/**
 * A change to a key: what changed, which key made it (null for an operator), and under which request. `actor` is null for
 * changes from before actors were recorded.
 */
export type KeyChange = Readonly<InferEntity<typeof KeyChangeEntity>>;

/** When a key is changed, and by whom; `requestId` is the id in the answer to the client, null for an operator. */
export type ChangeAuthor = { at: Date; actor: Actor; requestId: string | null };

/** Records a change in the unit of work that makes it. */
export function recordKeyChange(
  em: EntityManager,
  key: { id: string; tenantId: string },
  change: KeyChange['change'],
  { at, actor, requestId }: ChangeAuthor,
): void {
  em.create(KeyChangeEntity, {
    id: ascendingIds('kchg', at)(),
    tenantId: key.tenantId,
    keyId: key.id,
    change,
    madeBy: actor.type === 'api_key' ? actor.id : null,
    requestId,
    actor,
    madeAt: at,
  });
}

/** The recorded changes of a key, oldest first. */
export async function listKeyChanges(database: Database, keyId: string): Promise<KeyChange[]> {
  return database.read((em) => em.find(KeyChangeEntity, { keyId }, { orderBy: { id: 'asc' } }));
}
