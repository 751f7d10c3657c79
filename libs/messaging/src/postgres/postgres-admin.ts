import { partitionName, type LogAdmin } from '../event-log.ts';
import { openSession, type PostgresLogClient } from './log-session.ts';

/** As Kafka's default of `max.message.bytes`. */
const messageBytesMax = 1_048_588;

/** Topics and groups of the log in PostgreSQL. */
export function openPostgresAdmin(client: PostgresLogClient): LogAdmin {
  const session = openSession(client);
  const boundsOf = (topics: readonly string[]) =>
    session.rowsOf<{ partition: number; low_offset: string; next_offset: string }>(
      'select partition, low_offset, next_offset from event_log.bounds($1::text[]) order by partition',
      [topics],
    );
  return {
    async connect() {
      await session.rowsOf('select 1');
    },
    async ping() {
      await session.rowsOf('select 1');
    },
    async topicNames() {
      const rows = await session.rowsOf<{ topic: string }>('select topic from event_log.topic_sizes()');
      return rows.map(({ topic }) => topic);
    },
    async createTopic(topic, partitions, settings) {
      const bytes = Number(settings['max.message.bytes'] ?? messageBytesMax);
      await session.rowsOf('select event_log.create_topic($1, $2, $3)', [topic, partitions, bytes]);
    },
    async requireTopics(topics) {
      await boundsOf(topics);
    },
    async bounds(topic) {
      return (await boundsOf([topic])).map(({ partition, low_offset, next_offset }) => ({
        ...{ partition, low: BigInt(low_offset), high: BigInt(next_offset) },
      }));
    },
    async offsetsSince(topic, sinceMs) {
      const rows = await session.rowsOf<{ partition: number; offset: string }>(
        'select partition, "offset" from event_log.offsets_since($1, to_timestamp($2::float8 / 1000))',
        [topic, sinceMs],
      );
      return rows.map(({ partition, offset }) => ({ partition, offset: BigInt(offset) }));
    },
    async committed(groupId, topics) {
      const rows = await session.rowsOf<{ topic: string; partition: number; next_offset: string }>(
        'select topic, partition, next_offset from event_log.committed($1, $2::text[])',
        [groupId, topics],
      );
      return new Map(
        rows.map(({ topic, partition, next_offset }) => [
          partitionName(topic, partition),
          BigInt(next_offset),
        ]),
      );
    },
    async hasMembers(groupId) {
      const [row] = await session.rowsOf<{ has: boolean }>('select event_log.has_members($1) as has', [
        groupId,
      ]);
      return row?.has === true;
    },
    async commit(groupId, topic, offsets) {
      await session.rowsOf('select event_log.move_group($1, $2, $3::int[], $4::bigint[])', [
        groupId,
        topic,
        [...offsets.keys()],
        [...offsets.values()].map(String),
      ]);
    },
    close: () => session.close(),
  };
}
