import { runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { EventLog } from './event-log.ts';

/** The log that a bank uses, as its database has recorded it. */
export type UsedLog = { log: string; since: string; movingTo: string | null };

type Row = { log: string; since: string; moving_to: string | null };

/** The bank's events are in another log than that of this process, or are being moved. */
export class OtherLogUsed extends Error {
  override readonly name = 'OtherLogUsed';
}

/** The log that the bank uses; undefined before the first app has started. */
export const readUsedLog = (database: Database): Promise<UsedLog | undefined> => useLog(database, null);

/** Throws `OtherLogUsed` unless the bank uses this log. Where none is recorded yet, this one is recorded. */
export async function requireUsedLog(database: Database, { name }: Pick<EventLog, 'name'>): Promise<void> {
  const reason = reasonAgainst(name, await useLog(database, name));
  if (reason !== undefined) throw new OtherLogUsed(reason);
}

/** Why a process that uses this log should not; undefined when all is well, or the database does not say. */
export async function otherLogUsed(
  database: Database,
  { name }: Pick<EventLog, 'name'>,
): Promise<string | undefined> {
  const used = await readUsedLog(database).catch(() => undefined);
  return reasonAgainst(name, used);
}

/** Throws `OtherLogUsed` unless events may be published to the log now, and go on to be so until the unit of work has ended. */
export async function requireMayPublish(unit: UnitOfWork, name: string): Promise<void> {
  const sql = 'select event_log.may_publish($1) as may';
  const [row] = await runParameterized<{ may: boolean }>(unit, sql, [name]);
  if (row?.may !== true)
    throw new OtherLogUsed(`nothing is published to ${name}: the bank's events move or have moved`);
}

async function useLog(database: Database, name: string | null): Promise<UsedLog | undefined> {
  const sql = `select log, to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since, moving_to
    from event_log.use_log($1)`;
  const [row] = await database.query<Row>(sql, [name]);
  return row && { log: row.log, since: row.since, movingTo: row.moving_to };
}

function reasonAgainst(own: string, used: UsedLog | undefined): string | undefined {
  if (used === undefined || used.log === own) return undefined;
  const where =
    used.movingTo === own
      ? `are being moved from ${used.log} to ${own}`
      : `are in ${used.log} since ${used.since}`;
  return (
    `the events of this bank ${where}, and the settings of this process name ${own}: give all apps the same ` +
    `KAFKA_BROKERS, or none, or move the events with "npm run admin -- move-events --to ${own.toLowerCase()}"`
  );
}
