import type { Admin, Consumer } from 'kafkajs';
import { openAdmin, type KafkaAddress } from './kafka-client.ts';

/** A position in the log: the offset of the next message, by `topic/partition`. */
export type LogPosition = ReadonlyMap<string, bigint>;

/** The oldest message that the topics contain, and the position of the next message to be written. */
type LogBounds = { low: LogPosition; high: LogPosition };

/** The current bounds of these topics. Throws when Kafka does not answer. */
export function logBounds(options: KafkaAddress & { topics: readonly string[] }): Promise<LogBounds> {
  return withAdmin(options, async (admin) => {
    const low = new Map<string, bigint>();
    const high = new Map<string, bigint>();
    for (const topic of options.topics) {
      for (const bounds of await admin.fetchTopicOffsets(topic)) {
        low.set(partitionName(topic, bounds.partition), BigInt(bounds.low));
        high.set(partitionName(topic, bounds.partition), BigInt(bounds.high));
      }
    }
    return { low, high };
  });
}

/** The committed position of a consumer group: all effects before it were applied. Contains no partition that the group never read. */
export function committedPosition(
  options: KafkaAddress & { topics: readonly string[]; groupId: string },
): Promise<LogPosition> {
  return withAdmin(options, async (admin) => {
    const { groupId, topics } = options;
    const position = new Map<string, bigint>();
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
      for (const { partition, offset } of partitions) {
        if (BigInt(offset) >= 0n) position.set(partitionName(topic, partition), BigInt(offset));
      }
    }
    return position;
  });
}

/** The number of messages between two positions. */
export function messagesBetween(from: LogPosition, to: LogPosition): bigint {
  let messages = 0n;
  for (const [partition, end] of to) messages += bigger(end - (from.get(partition) ?? 0n), 0n);
  return messages;
}

/**
 * Moves a consumer group back to the first messages written at or after `fromMs` (epoch milliseconds). Returns the
 * number of messages that it reads again after its next start. Kafka allows it only while the group has no members.
 * Consumers recognize the ids of processed events, so no effect is applied twice.
 */
export function moveGroup(
  options: KafkaAddress & { groupId: string; topics: readonly string[]; fromMs: number },
): Promise<{ messages: bigint } | 'group has members'> {
  const { groupId, topics, fromMs } = options;
  return withAdmin(options, async (admin) => {
    const { groups } = await admin.describeGroups([groupId]);
    if (groups.some(({ members }) => members.length > 0)) return 'group has members';
    let messages = 0n;
    for (const topic of topics) {
      const ends = new Map(
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, BigInt(high)]),
      );
      const found = await admin.fetchTopicOffsetsByTimestamp(topic, fromMs);
      const partitions = found.map(({ partition, offset }) => {
        const end = ends.get(partition) ?? 0n;
        // -1: nothing was written since then, so the group continues at the end.
        return { partition, offset: BigInt(offset) < 0n ? end : BigInt(offset), end };
      });
      await admin.setOffsets({
        groupId,
        topic,
        partitions: partitions.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
      });
      for (const { offset, end } of partitions) messages += end - offset;
    }
    return { messages };
  });
}

/** Makes a consumer continue from `position` in the partitions assigned to it. */
export function seekAll(consumer: Consumer, position: LogPosition): void {
  for (const [name, offset] of position) {
    const cut = name.lastIndexOf('/');
    const [topic, partition] = [name.slice(0, cut), Number(name.slice(cut + 1))];
    consumer.seek({ topic, partition, offset: String(offset) });
  }
}

/** The key of a partition in a {@link LogPosition}. */
export const partitionName = (topic: string, partition: number): string => `${topic}/${partition}`;

export const bigger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

async function withAdmin<T>(address: KafkaAddress, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = openAdmin(address);
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
