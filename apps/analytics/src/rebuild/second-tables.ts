import { runParameterized, type UnitOfWork } from '@florin/database';
import { failpoint } from '@florin/service';
import { analyticsSchema } from '../migrate.ts';

/** Where the roll-ups are made anew, beside those in use. */
export const secondSchema = 'analytics_rebuild';
/** Where those that were in use are after the swap, until they have been compared. */
export const replacedSchema = 'analytics_before_rebuild';

/** Every table that events have an effect on; asked of the database, so that none can be forgotten. */
export async function rollupTables(unit: UnitOfWork): Promise<string[]> {
  const rows = await runParameterized<{ name: string }>(
    unit,
    `select tablename as name from pg_tables where schemaname = $1 and tablename <> 'migrations' order by 1`,
    [analyticsSchema],
  );
  return rows.map(({ name }) => name);
}

/** Makes empty tables like those in use, constraints and indexes too; what an interrupted rebuild left goes first. */
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

/** And those that they replaced. */
export const dropSecondTables = (unit: UnitOfWork): Promise<void> =>
  run(unit, ...[secondSchema, replacedSchema].map((schema) => `drop schema if exists ${schema} cascade`));

/** Puts the second tables in the place of those in use. Everybody sees all of it when the unit of work commits. */
export async function swapTables(unit: UnitOfWork, tables: readonly string[]): Promise<void> {
  await run(unit, `create schema ${replacedSchema}`);
  for (const table of tables) {
    await run(unit, `alter table ${analyticsSchema}.${table} set schema ${replacedSchema}`);
    await failpoint('rebuild.inside-swap');
    await run(unit, `alter table ${secondSchema}.${table} set schema ${analyticsSchema}`);
  }
}

/** What `like` leaves behind: the table's own storage settings. */
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
