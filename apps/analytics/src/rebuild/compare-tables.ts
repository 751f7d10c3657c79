import { readOneRow, runParameterized, type UnitOfWork } from '@florin/database';
import { analyticsSchema } from '../migrate.ts';
import { secondSchema } from './second-tables.ts';

/** The numbers of rows that only one of two tables has. A row with different figures counts on both sides. */
export type Difference = { table: string; inUse: number; rebuilt: number };

const processedEvents = 'processed_events';

/** Those of these events that are counted in the tables in use. */
export async function knownEvents(unit: UnitOfWork, ids: readonly string[]): Promise<Set<string>> {
  const rows = await runParameterized<{ event_id: string }>(
    unit,
    `select event_id from ${analyticsSchema}.${processedEvents} where event_id = any($1::text[])`,
    [ids],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/** The number of events that are counted in the tables in use but were not in the log. */
export async function countLostEvents(unit: UnitOfWork): Promise<number> {
  const row = await readOneRow<{ lost: number }>(
    unit,
    `select count(*)::int as lost from ${analyticsSchema}.${processedEvents} known
      where not exists (
        select from ${secondSchema}.${processedEvents} again where again.event_id = known.event_id)`,
    [],
  );
  return row.lost;
}

/** Compares tables of two schemas row by row; returns those that differ. */
export async function compareTables(
  unit: UnitOfWork,
  tables: readonly string[],
  schemas: { inUse: string; rebuilt: string },
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const table of tables) {
    // The time at which an event was processed is not compared.
    const columns = table === processedEvents ? 'event_id' : '*';
    const [inUse, rebuilt] = [schemas.inUse, schemas.rebuilt].map(
      (schema) => `select ${columns} from ${schema}.${table}`,
    );
    const [row] = await runParameterized<{ in_use: number; rebuilt: number }>(
      unit,
      `select (select count(*)::int from (${inUse} except all ${rebuilt}) a) as in_use,
              (select count(*)::int from (${rebuilt} except all ${inUse}) b) as rebuilt`,
      [],
    );
    if (row && (row.in_use > 0 || row.rebuilt > 0))
      differences.push({ table, inUse: row.in_use, rebuilt: row.rebuilt });
  }
  return differences;
}
