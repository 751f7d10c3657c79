import type { EntityName } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

type Convert = (row: Record<string, unknown>) => unknown;

/** How each property of an entity is read from a row, by the entity's metadata. */
const readers = new WeakMap<object, readonly (readonly [property: string, convert: Convert])[]>();

/**
 * The properties of an entity as a plain object, from a row with all of its columns. For answers: nobody changes the object, and
 * the unit of work does not know it. `em.map` makes an entity that the unit of work manages, at ten times the CPU time.
 */
export function valuesOfRow<Entity extends object>(
  em: SqlEntityManager,
  entity: EntityName<Entity>,
  row: object,
): Entity {
  const columns: Record<string, unknown> = { ...row };
  const values = readersOf(em, entity).map(([property, convert]) => [property, convert(columns)] as const);
  return Object.assign(Object.create(Object.prototype), Object.fromEntries(values));
}

function readersOf<Entity extends object>(em: SqlEntityManager, entity: EntityName<Entity>) {
  const metadata = em.getMetadata(entity);
  const known = readers.get(metadata);
  if (known) return known;
  const platform = em.getPlatform();
  const made = metadata.props.map(({ name, fieldNames: [column = ''], customType }) => {
    const convert: Convert = (row) => {
      const value = row[column] ?? null;
      return value === null || !customType ? value : customType.convertToJSValue(value, platform);
    };
    return [String(name), convert] as const;
  });
  readers.set(metadata, made);
  return made;
}
