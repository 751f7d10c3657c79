import type { EntityMetadata, EntityProperty, Type } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { runParameterized } from './parameterized.ts';
import { prepared } from './prepared.ts';
import { quotedTable } from './quoted-table.ts';

type Column = { property: string; name: string; type: Type<unknown> | undefined };
type Shape = { columns: readonly Column[]; lock: string };

const shapes = new WeakMap<EntityMetadata, Shape>();

/**
 * Locks the rows with these keys (FOR UPDATE, in their order), without waiting for those that are locked elsewhere, and
 * makes them entities of the unit of work. `em.find` does the same; this is for the one question that every unit of work
 * asks, since a prepared statement spares the query builder, and what is merged as an instance the ORM's hydration.
 * `keys` are as the column has them: the UUIDs of ids, of rows that the unit of work has not read yet.
 */
export async function lockRows<Entity extends object>(
  em: SqlEntityManager,
  entity: new () => Entity,
  keys: readonly string[],
): Promise<Entity[]> {
  const { columns, lock } = shapeOf(em.getMetadata().get(entity) as EntityMetadata);
  const rows = await runParameterized<Record<string, unknown>>(em, lock, [keys]);
  const unitOfWork = em.getUnitOfWork();
  const platform = em.getPlatform();
  return rows.map((row) => {
    const instance = new entity();
    const fields = instance as Record<string, unknown>;
    for (const { property, name, type } of columns)
      fields[property] = type === undefined ? row[name] : type.convertToJSValue(row[name], platform);
    unitOfWork.merge(instance);
    return instance;
  });
}

function shapeOf(meta: EntityMetadata): Shape {
  let shape = shapes.get(meta);
  if (shape === undefined) {
    const columns = meta.props.map(columnOf);
    const names = columns.map(({ name }) => `"${name}"`).join();
    const { fieldNames, columnTypes } = meta.getPrimaryProp();
    const key = `"${fieldNames[0]}"`;
    const lock = prepared(
      `select ${names} from ${quotedTable(meta)} where ${key} = any($1::${columnTypes[0]}[]) ` +
        `order by ${key} for update skip locked`,
    );
    shape = { columns, lock };
    shapes.set(meta, shape);
  }
  return shape;
}

function columnOf({ name, fieldNames, customType }: EntityProperty): Column {
  return { property: name, name: fieldNames[0]!, type: customType };
}
