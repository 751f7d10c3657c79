import { LoneConnection } from '@florin/database';
import type { ReceivedMessage } from '../event-log.ts';

/** The database of the bank, as the role of the process. */
export type PostgresLog = { logUrl: string };

export type PostgresLogClient = PostgresLog & { clientId: string };

/** Below the limit of an answer, so that the server's reason arrives. */
const settings = ['-c statement_timeout=8000', '-c lock_timeout=4000', '-c timezone=UTC'];
const answerWithinMs = 9_000;

/** One connection to the log. Its statements run one after the other. */
export const openSession = ({ logUrl, clientId }: PostgresLogClient): LoneConnection =>
  new LoneConnection({ url: logUrl, applicationName: `event log ${clientId}`, answerWithinMs, settings });

/** A part of a partition is read into memory: as much as a fetch from Kafka brings of one. */
const bytesMax = 2 ** 20;

type Row = {
  offset: string;
  written_ms: string;
  key: Buffer | null;
  headers: Record<string, string>;
  value: Buffer | null;
};

/** The next messages of a partition from an offset on, at most so many. */
export async function readMessages(
  session: LoneConnection,
  { topic, partition }: { topic: string; partition: number },
  from: bigint,
  messagesMax: number,
): Promise<ReceivedMessage[]> {
  const rows = await session.rowsOf<Row>(
    `select "offset"::text, floor(extract(epoch from written_at) * 1000)::text as written_ms, key, headers, value
     from event_log.read($1, $2, $3::bigint, $4, $5)`,
    [topic, partition, String(from), messagesMax, bytesMax],
  );
  return rows.map(({ offset, written_ms: timestamp, key, headers, value }) => ({
    ...{ topic, partition, offset, timestamp, key, headers, value },
  }));
}
