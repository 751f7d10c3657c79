import {
  isRaw,
  JsonType,
  ReferenceKind,
  Utils,
  type EntityData,
  type EntityDictionary,
  type EntityMetadata,
  type EntityName,
  type EntityProperty,
  type FilterQuery,
  type NativeInsertUpdateManyOptions,
  type QueryResult,
  type Transaction,
  type UpsertManyOptions,
} from '@mikro-orm/core';
import { PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { parameterized, type Statement } from './parameterized.ts';
import { prepared } from './prepared.ts';
import { quotedTable } from './quoted-table.ts';

type Row = Readonly<Record<string, unknown>>;
type Options<T extends object> = NativeInsertUpdateManyOptions<T> & UpsertManyOptions<T>;
/** Rows whose same columns change. */
type Group = { names: string[]; indexes: number[] };

/** Types whose values can be sent in an array. A precision after the type's name does not matter here. */
const plainType = /^(uuid|text|boolean|bigint|int|integer|smallint|date|jsonb|timestamptz)\b/;

/** The statements that `takeUpdates` collects, by the transaction of the unit of work. */
const taken = new WeakMap<object, Statement[]>();

/**
 * Flushes the changed entities of a unit of work, but returns the updates as statements instead of running them, for
 * `sendWithNext`. What is no plain update (`isPlain`) runs at once.
 */
export async function takeUpdates(em: SqlEntityManager): Promise<Statement[]> {
  const statements: Statement[] = [];
  const transaction = em.getTransactionContext<object>();
  if (transaction === undefined) throw new Error('updates are taken inside a unit of work only');
  taken.set(transaction, statements);
  try {
    await em.flush();
  } finally {
    taken.delete(transaction);
  }
  return statements;
}

/**
 * Updates rows with one array per column, by a statement whose text is the same for any number of rows. MikroORM
 * writes a CASE per column with a branch per row and all values in the text: PostgreSQL parses a text that grows with
 * the rows, and compares n² keys. Updates that do not have this plain form use MikroORM's statement.
 */
export class BulkUpdatingDriver extends PostgreSqlDriver {
  readonly #texts = new Map<string, string>();

  /** A flush with one changed row is the same statement; other updates may have any condition. */
  override nativeUpdate<T extends object>(
    entity: EntityName<T>,
    where: FilterQuery<T>,
    data: EntityData<T>,
    options: Options<T> = {},
  ): Promise<QueryResult<T>> {
    const isOfFlush = options.convertCustomTypes === false && options.upsert !== true;
    if (!isOfFlush || !isPlain(this.metadata.get(entity), [data]))
      return super.nativeUpdate(entity, where, data, options);
    return this.nativeUpdateMany(entity, [where], [data as EntityDictionary<T>], options);
  }

  override async nativeUpdateMany<T extends object>(
    entity: EntityName<T>,
    where: FilterQuery<T>[],
    data: EntityDictionary<T>[],
    options: Options<T> = {},
    transform?: (sql: string, params: unknown[]) => string,
  ): Promise<QueryResult<T>> {
    const meta: EntityMetadata = this.metadata.get(entity);
    const rows = data as Row[];
    if (transform !== undefined || options.upsert || !isPlain(meta, rows))
      return super.nativeUpdateMany(entity, where, data, options, transform);
    const keys = where.map((each) => Utils.getOrderedPrimaryKeys(each as never, meta)[0]);
    let affectedRows = 0;
    for (const { names, indexes } of byChangedColumns(rows)) {
      const columns = names.map((name) => indexes.map((index) => rows[index]![name] ?? null));
      const parameters = [indexes.map((index) => keys[index]), ...columns];
      affectedRows += await this.#run(
        parameterized(this.#textOf(meta, names), parameters),
        indexes.length,
        options.ctx,
      );
    }
    return { affectedRows, insertId: undefined as never, row: {} as never };
  }

  #textOf(meta: EntityMetadata, names: readonly string[]): string {
    const shape = [meta.className, ...names].join();
    let text = this.#texts.get(shape);
    if (text === undefined) {
      const changed = names.map((name) => meta.properties[name]!);
      text = prepared(updateText(meta, [meta.getPrimaryProps()[0]!, ...changed]));
      this.#texts.set(shape, text);
    }
    return text;
  }

  async #run(statement: Statement, rows: number, context: Transaction | undefined): Promise<number> {
    const statements = context && taken.get(context);
    if (statements !== undefined) {
      statements.push(statement);
      return rows;
    }
    const client: Kysely<unknown> = context ?? this.getConnection('write').getClient();
    const { numAffectedRows } = await this.rethrow(client.executeQuery(statement));
    return Number(numAffectedRows);
  }
}

/** Whether the rows have a key of one column, and only plain values in columns of plain types. */
function isPlain(meta: EntityMetadata, rows: readonly object[]): boolean {
  if (meta.compositePK || meta.root !== meta || meta.ownsVersionProperty()) return false;
  if (meta.getOwnConcurrencyCheckKeys().length > 0) return false;
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const properties = [...names].map((name) => meta.properties[name]);
  if (![meta.getPrimaryProps()[0], ...properties].every(isPlainColumn)) return false;
  return rows.every((row) => !Object.values(row).some(isRaw));
}

function isPlainColumn(property: EntityProperty | undefined): boolean {
  if (property?.kind !== ReferenceKind.SCALAR || property.fieldNames.length !== 1) return false;
  const { customType } = property;
  // The SQL of JSON values is only a cast, which the array has too.
  const hasOwnSql =
    customType && !(customType instanceof JsonType) && 'convertToDatabaseValueSQL' in customType;
  return !hasOwnSql && plainType.test(property.columnTypes[0] ?? '');
}

/** Groups the rows by their changed columns, so that unchanged columns are not written. */
function byChangedColumns(rows: readonly Row[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  rows.forEach((row, index) => {
    const names = Object.keys(row);
    const group = groups.get(names.join());
    if (group === undefined) groups.set(names.join(), { names, indexes: [index] });
    else group.indexes.push(index);
  });
  return groups.values();
}

function updateText(meta: EntityMetadata, properties: readonly EntityProperty[]): string {
  const [key, ...changed] = properties.map(({ fieldNames }) => `"${fieldNames[0]}"`);
  const arrays = properties.map(({ columnTypes }, index) => {
    const [type] = plainType.exec(columnTypes[0]!)!;
    return `$${index + 1}::${type}[]`;
  });
  return (
    `update ${quotedTable(meta)} as old set ${changed.map((column) => `${column} = new.${column}`).join(', ')} ` +
    `from unnest(${arrays.join(', ')}) as new (${[key, ...changed].join(', ')}) where old.${key} = new.${key}`
  );
}
