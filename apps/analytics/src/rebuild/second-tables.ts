import { runParameterized } from '@florin/database';
import { failpoint } from '@florin/service';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { analyticsSchema } from '../migrate.ts';

/** Where the roll-ups are made anew, beside those in use. */
export const secondSchema = 'analytics_rebuild';
/** Where those that were in use are after the swap, until they have been compared. */
export const replacedSchema = 'analytics_before_rebuild';

/** Every table that events have an effect on; asked of the database, so that none can be forgotten. */
export async function rollupTables(em: SqlEntityManager): Promise<string[]> {
  const rows = await runParameterized<{ name: string }>(
    em,
    `select tablename as name from pg_tables where schemaname = $1 and tablename <> 'migrations' order by 1`,
    [analyticsSchema],
  );
  return rows.map(({ name }) => name);
}

/** Makes empty tables like those in use, constraints and indexes too; what an interrupted rebuild left goes first. */
export async function openSecondTables(em: SqlEntityManager, tables: readonly string[]): Promise<void> {
  await dropSecondTables(em);
  await run(em, `create schema ${secondSchema}`);
  for (const table of tables) {
    await run(
      em,
      `create table ${secondSchema}.${table} (like ${analyticsSchema}.${table} including all)`,
      ...(await storageOf(em, table)),
    );
  }
}

/** And those that they replaced. */
export const dropSecondTables = (em: SqlEntityManager): Promise<void> =>
  run(em, ...[secondSchema, replacedSchema].map((schema) => `drop schema if exists ${schema} cascade`));

/** Puts the second tables in the place of those in use. Everybody sees all of it when the unit of work commits. */
export async function swapTables(em: SqlEntityManager, tables: readonly string[]): Promise<void> {
  await run(em, `create schema ${replacedSchema}`);
  for (const table of tables) {
    await run(em, `alter table ${analyticsSchema}.${table} set schema ${replacedSchema}`);
    await failpoint('rebuild.inside-swap');
    await run(em, `alter table ${secondSchema}.${table} set schema ${analyticsSchema}`);
  }
}

/** What `like` leaves behind: the table's own storage settings. */
async function storageOf(em: SqlEntityManager, table: string): Promise<string[]> {
  const [row] = await runParameterized<{ settings: string | null }>(
    em,
    `select array_to_string(reloptions, ', ') as settings from pg_class where oid = $1::regclass`,
    [`${analyticsSchema}.${table}`],
  );
  return row?.settings ? [`alter table ${secondSchema}.${table} set (${row.settings})`] : [];
}

async function run(em: SqlEntityManager, ...statements: string[]): Promise<void> {
  for (const statement of statements) await runParameterized(em, statement, []);
}
