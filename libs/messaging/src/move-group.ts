import { openAdmin, type KafkaAddress } from './kafka-client.ts';

/**
 * Lets a consumer group read again from what was written at `fromMs` (epoch milliseconds) or later, when it starts
 * again; answers with how many messages that is. Kafka allows it only while the group has no members. Consumers know
 * what they have taken in by the events' ids, so nothing takes effect twice.
 */
export async function moveGroup(
  options: KafkaAddress & { groupId: string; topics: readonly string[]; fromMs: number },
): Promise<{ messages: bigint } | 'group has members'> {
  const { groupId, topics, fromMs } = options;
  const admin = openAdmin(options);
  try {
    await admin.connect();
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
        // Nothing was written since then: the group goes on at the end.
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
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
