import { runParameterized, type UnitOfWork } from '@florin/database';
import type { Row } from './tally.ts';

type SqlType = 'uuid' | 'text' | 'timestamptz' | 'date' | 'bigint' | 'numeric';
/** A column outside the key: how the value of the `known` row is merged with that of an `excluded` one. */
type Merge = { type: SqlType; merged: (column: string) => string };

export type RollupTable = {
  name: string;
  key: Record<string, SqlType>;
  columns: Record<string, Merge>;
};

/** A column whose values are summed. */
export const sum = (type: 'bigint' | 'numeric'): Merge => ({
  type,
  merged: (column) => `known.${column} + excluded.${column}`,
});

/** A column with the same value in every event of the key. */
export const constant = (type: SqlType): Merge => ({ type, merged: (column) => `known.${column}` });

/** A column whose value belongs to the highest value of the column `version`, however late that arrives. */
export const atHighest = (version: string, type: SqlType): Merge => ({
  type,
  merged: (column) =>
    `case when excluded.${version} > known.${version} then excluded.${column} else known.${column} end`,
});

/** Adds a batch's rows to a table with one statement, which locks rows in the order of `rows`. */
export async function addRows(
  unit: UnitOfWork,
  schema: string,
  { name, key, columns }: RollupTable,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const types = {
    ...key,
    ...Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type])),
  };
  const names = Object.keys(types);
  const merges = Object.entries(columns).map(([column, { merged }]) => `${column} = ${merged(column)}`);
  await runParameterized(
    unit,
    `insert into ${schema}.${name} as known (${names.join(', ')})
     select * from unnest(${unnested(Object.values(types))})
         on conflict (${Object.keys(key).join(', ')}) do update set ${merges.join(', ')}`,
    valuesOf(rows, names),
  );
}

/** `$1::uuid[], $2::text[]`: an array for each column, so that the statement is the same for any number of rows. */
export const unnested = (types: readonly string[]): string =>
  types.map((type, index) => `$${index + 1}::${type}[]`).join(', ');

export const valuesOf = (rows: readonly Row[], names: readonly string[]): string[][] =>
  names.map((name) => rows.map((row) => String(row[name])));
