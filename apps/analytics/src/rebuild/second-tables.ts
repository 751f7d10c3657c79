import { runParameterized, secureNewTables, type UnitOfWork } from '@florin/database';
import { failpoint } from '@florin/service';
import { analyticsMigrations, analyticsSchema } from '../migrate.ts';

/** The schema in which roll-ups are rebuilt beside those in use. */
export const secondSchema = 'analytics_rebuild';
/** The schema of the replaced tables after the swap, until they have been compared. */
export const replacedSchema = 'analytics_before_rebuild';

/** All tables that events change, read from the database so that none can be missed. */
export async function rollupTables(unit: UnitOfWork): Promise<string[]> {
  const rows = await runParameterized<{ name: string }>(
    unit,
    `select tablename as name from pg_tables where schemaname = $1 and tablename <> 'migrations' order by 1`,
    [analyticsSchema],
  );
  return rows.map(({ name }) => name);
}

/** Creates empty copies of the tables in use, with constraints and indexes, after dropping those of an interrupted rebuild. */
export async function openSecondTables(unit: UnitOfWork, tables: readonly string[]): Promise<void> {
  await dropSecondTables(unit);
  await run(unit, `create schema ${secondSchema}`);
  for (const table of tables) {
    await run(
      unit,
      `create table ${secondSchema}.${table} (like ${analyticsSchema}.${table} including all)`,
      ...(await storageOf(unit, table)),
    );
  }
}

/** Drops the second tables and the replaced ones. */
export const dropSecondTables = (unit: UnitOfWork): Promise<void> =>
  run(unit, ...[secondSchema, replacedSchema].map((schema) => `drop schema if exists ${schema} cascade`));

/** Replaces the tables in use by the second tables, atomically when the unit of work commits. */
export async function swapTables(unit: UnitOfWork, tables: readonly string[]): Promise<void> {
  await run(unit, `create schema ${replacedSchema}`);
  for (const table of tables) {
    await run(unit, `alter table ${analyticsSchema}.${table} set schema ${replacedSchema}`);
    await failpoint('rebuild.inside-swap');
    await run(unit, `alter table ${secondSchema}.${table} set schema ${analyticsSchema}`);
  }
  // `like` copies neither owner nor rights nor policies.
  await secureNewTables(unit, analyticsMigrations);
}

/** The table's storage settings, which `like` does not copy. */
async function storageOf(unit: UnitOfWork, table: string): Promise<string[]> {
  const [row] = await runParameterized<{ settings: string | null }>(
    unit,
    `select array_to_string(reloptions, ', ') as settings from pg_class where oid = $1::regclass`,
    [`${analyticsSchema}.${table}`],
  );
  return row?.settings ? [`alter table ${secondSchema}.${table} set (${row.settings})`] : [];
}

async function run(unit: UnitOfWork, ...statements: string[]): Promise<void> {
  for (const statement of statements) await runParameterized(unit, statement, []);
}
