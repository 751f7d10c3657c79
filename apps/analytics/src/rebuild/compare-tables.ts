import { runParameterized, type UnitOfWork } from '@florin/database';
import { analyticsSchema } from '../migrate.ts';
import { secondSchema } from './second-tables.ts';

/** Rows of one table that only one side has; a row whose figures differ is there on both. */
export type Difference = { table: string; inUse: number; rebuilt: number };

const processedEvents = 'processed_events';

/** Of these events, those whose effect stands in the tables in use. */
export async function knownEvents(unit: UnitOfWork, ids: readonly string[]): Promise<Set<string>> {
  const rows = await runParameterized<{ event_id: string }>(
    unit,
    `select event_id from ${analyticsSchema}.${processedEvents} where event_id = any($1::text[])`,
    [ids],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/** Events that count in the tables in use and that the log did not bring again. */
export async function countLostEvents(unit: UnitOfWork): Promise<number> {
  const [row] = await runParameterized<{ lost: number }>(
    unit,
    `select count(*)::int as lost from ${analyticsSchema}.${processedEvents} known
      where not exists (
        select from ${secondSchema}.${processedEvents} again where again.event_id = known.event_id)`,
    [],
  );
  return row!.lost;
}

/** Row by row; what is equal is not among the answers. The schemas say where both sides are. */
export async function compareTables(
  unit: UnitOfWork,
  tables: readonly string[],
  schemas: { inUse: string; rebuilt: string },
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const table of tables) {
    // When an event was processed is not what it did.
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
    if (row!.in_use > 0 || row!.rebuilt > 0)
      differences.push({ table, inUse: row!.in_use, rebuilt: row!.rebuilt });
  }
  return differences;
}
