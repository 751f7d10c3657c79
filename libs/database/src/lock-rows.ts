import type { EntityMetadata, EntityProperty, Type } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { setImmediate } from 'node:timers/promises';
import { clockMs } from './clock.ts';
import { parameterized, runTogether, type Statement } from './parameterized.ts';
import { prepared } from './prepared.ts';
import { quotedTable } from './quoted-table.ts';

type Column = { property: string; name: string; type: Type<unknown> | undefined };
export type LockedRows<Entity, Before> = {
  /** The rows that no other session had locked. */
  entities: Entity[];
  /** PostgreSQL's time when the rows were locked; undefined when there are none. */
  now: Date | undefined;
  /** The rows of each statement that was sent before. */
  before: Before[][];
};

/** After this many rows, about 10 ms, other requests get a turn of the event loop. */
const rowsPerTurn = 500;

type Shape = { columns: readonly Column[]; lock: string };

/** The name of the column with the time, next to the entity's own columns. */
const clockColumn = 'florin_clock_ms';

const shapes = new WeakMap<EntityMetadata, Shape>();

/**
 * Locks the rows with these keys (FOR UPDATE, in order of the keys), skips rows that another session has locked, and makes
 * them entities of the unit of work. `em.find` can do the same. Every posting needs this query, and a prepared statement
 * saves the query builder, and merging instances saves the ORM's hydration. `keys` are values of the column (UUIDs),
 * of rows that the unit of work has not read yet. The statements `before` are sent with it, in the same round trip.
 */
export async function lockRows<Entity extends object, Before>(
  em: SqlEntityManager,
  entity: new () => Entity,
  keys: readonly string[],
  before: readonly Statement[] = [],
): Promise<LockedRows<Entity, Before>> {
  const { columns, lock } = shapeOf(em.getMetadata().get<Entity>(entity));
  const results = await runTogether<Before & Record<string, unknown>>(em, [
    ...before,
    parameterized(lock, [keys]),
  ]);
  const rows = results.pop() ?? [];
  const unitOfWork = em.getUnitOfWork();
  const platform = em.getPlatform();
  const entities: Entity[] = [];
  for (const row of rows) {
    if (entities.length > 0 && entities.length % rowsPerTurn === 0) await setImmediate();
    const instance = new entity();
    const fields = instance as Record<string, unknown>;
    for (const { property, name, type } of columns)
      fields[property] = type === undefined ? row[name] : type.convertToJSValue(row[name], platform);
    unitOfWork.merge(instance);
    entities.push(instance);
  }
  const [first] = rows;
  return { entities, now: first && new Date(Number(first[clockColumn])), before: results };
}

function shapeOf(meta: EntityMetadata): Shape {
  let shape = shapes.get(meta);
  if (shape === undefined) {
    const columns = meta.props.map(columnOf);
    const names = columns.map(({ name }) => `"${name}"`).join();
    const { fieldNames, columnTypes } = meta.getPrimaryProp();
    const key = `"${fieldNames[0]}"`;
    const lock = prepared(
      `select ${names}, (select ${clockMs}) as ${clockColumn} from ${quotedTable(meta)} where ${key} = any($1::${columnTypes[0]}[]) ` +
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
