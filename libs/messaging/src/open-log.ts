import type { Database } from '@florin/database';
import type { Logger } from '@florin/service';
import type { EventLog, EventLogAddress, LogClient } from './event-log.ts';
import { kafkaLog } from './kafka/kafka-log.ts';
import { postgresLog } from './postgres/postgres-log.ts';
import { OtherLogUsed, otherLogUsed, requireUsedLog } from './used-log.ts';

/** The log at an address. The only place that chooses between logs. */
export const eventLogAt = (client: LogClient): EventLog =>
  'logUrl' in client ? postgresLog(client) : kafkaLog(client);

/**
 * Checks at a start that the bank uses this log, and that the log accepts this process. Throws one line if the bank uses
 * another one, or if the log was reached and refuses, because waiting does not help then. Resolves if the log does not
 * answer: the process waits for it. The first process of a bank records which log it uses.
 */
export async function checkLog(
  address: EventLogAddress,
  { database, logger }: { database: Database; logger: Logger },
): Promise<void> {
  const log = eventLogAt({ ...address, clientId: 'start' });
  await requireUsedLog(database, log);
  await log.check(logger);
}

/** Throws `OtherLogUsed` when the bank uses another log, for commands: they record nothing, and the database may lack the record. */
export async function requireNoOtherLog(database: Database, address: EventLogAddress): Promise<void> {
  const reason = await otherLogUsed(database, eventLogAt({ ...address, clientId: 'start' }));
  if (reason !== undefined) throw new OtherLogUsed(reason);
}
