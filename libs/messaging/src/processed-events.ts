import { runParameterized, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';

/**
 * The table that records which events have had their effect. A consumer copies this statement, with the name of its own
 * schema, into its first migration (`0001-….sql`):
 *
 *     create table <schema>.processed_events ( … );
 *
 * Rows must be kept as long as the topics keep their events, because a replay from offset 0 must find them.
 */
export const processedEventsTable = (schema: string): string => `
create table ${checkedSchema(schema)}.processed_events (
  event_id text primary key,
  processed_at timestamptz not null default now()
);
`;

/**
 * Claims events in the unit of work that applies their effect. Returns the events that no committed unit of work has
 * claimed, in their order; of two events with the same id only the first. Waits for a concurrent unit of work that
 * claims one of them.
 */
export async function claimEvents(
  unit: UnitOfWork,
  schema: string,
  events: readonly FlorinEvent[],
): Promise<FlorinEvent[]> {
  const rows = await runParameterized<{ event_id: string }>(
    unit,
    `insert into ${checkedSchema(schema)}.processed_events (event_id)
     select unnest($1::text[]) on conflict do nothing returning event_id`,
    [events.map(({ id }) => id)],
  );
  const claimed = new Set(rows.map(({ event_id }) => event_id));
  return events.filter(({ id }) => claimed.delete(id));
}

function checkedSchema(schema: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new TypeError(`not a schema name: ${schema}`);
  return schema;
}
