import { runParameterized, type UnitOfWork } from '@florin/database';
import type { Row } from './tally.ts';

type SqlType = 'uuid' | 'text' | 'timestamptz' | 'date' | 'bigint' | 'numeric';
/** A column that is not part of the key: what becomes of the `known` row's value when an `excluded` one arrives. */
type Merge = { type: SqlType; merged: (column: string) => string };

export type RollupTable = {
  name: string;
  key: Record<string, SqlType>;
  columns: Record<string, Merge>;
};

/** Numbers that are added up. */
export const sum = (type: 'bigint' | 'numeric'): Merge => ({
  type,
  merged: (column) => `known.${column} + excluded.${column}`,
});

/** What is the same in every event of the key. */
export const constant = (type: SqlType): Merge => ({ type, merged: (column) => `known.${column}` });

/** What belongs to the highest value of the column `version`, however late it arrives. */
export const atHighest = (version: string, type: SqlType): Merge => ({
  type,
  merged: (column) =>
    `case when excluded.${version} > known.${version} then excluded.${column} else known.${column} end`,
});

/** Adds a batch's rows to a table with one statement, which locks the rows in the order given. */
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

/** `$1::uuid[], $2::text[]`: one array a column, so that the statement is the same for any number of rows. */
export const unnested = (types: readonly string[]): string =>
  types.map((type, index) => `$${index + 1}::${type}[]`).join(', ');

export const valuesOf = (rows: readonly Row[], names: readonly string[]): string[][] =>
  names.map((name) => rows.map((row) => String(row[name])));
