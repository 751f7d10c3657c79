import { sqlstate } from '@florin/database';
import type { LogWriter } from '../event-log.ts';
import { createPartitionChoice } from '../kafka/partitioner.ts';
import type { OutgoingMessage } from '../publisher.ts';
import { openSession, type PostgresLogClient } from './log-session.ts';

/** SQLSTATE of a message that is larger than its topic allows. */
const tooLarge = '54000';

const append = `select event_log.append_at($1::text[], $2::int[], $3::bytea[], $4::json[], $5::bytea[],
  (select array_agg(to_timestamp(ms / 1000) order by place) from unnest($6::float8[]) with ordinality as m (ms, place)))`;

/** One statement, and so one commit, for each write. */
export function openPostgresWriter(client: PostgresLogClient, mayWrite: () => boolean): LogWriter {
  const session = openSession(client);
  const choosePartition = createPartitionChoice();
  let sizes = new Map<string, number>();

  async function sizesOf(messages: readonly OutgoingMessage[]): Promise<ReadonlyMap<string, number>> {
    if (messages.every(({ topic }) => sizes.has(topic))) return sizes;
    const rows = await session.rowsOf<{ topic: string; partitions: number }>(
      'select topic, partitions from event_log.topic_sizes()',
    );
    sizes = new Map(rows.map(({ topic, partitions }) => [topic, partitions]));
    return sizes;
  }

  return {
    async write(messages) {
      const known = await sizesOf(messages);
      // The function refuses a topic that does not exist.
      const partitions = messages.map((message) => choosePartition(message, known.get(message.topic) ?? 1));
      if (!mayWrite()) throw new Error('this process may no longer publish');
      await session.rowsOf(append, [
        messages.map(({ topic }) => topic),
        partitions,
        messages.map(({ key }) => bytesOf(key)),
        messages.map(({ headers }) => JSON.stringify(headers)),
        messages.map(({ value }) => bytesOf(value)),
        messages.map(({ timestamp = null }) => timestamp),
      ]);
    },
    discard() {
      sizes = new Map();
      void session.close();
    },
    close: () => session.close(),
    isRefusal: (error) => sqlstate(error) === tooLarge,
    nameOf: sqlstate,
  };
}

const bytesOf = (content: string | Buffer | null): Buffer | null =>
  typeof content === 'string' ? Buffer.from(content) : content;
