import type { Metrics } from '@florin/service';
import type { Admin } from 'kafkajs';

/** How many messages of one partition the group has not committed yet. */
export type PartitionLag = { topic: string; partition: number; lag: number };

/** Reads the lag of a group from Kafka and shows it in the gauge `florin_consumer_lag`. */
export function createLagReader(options: { groupId: string; topics: readonly string[]; metrics: Metrics }) {
  const { groupId, topics } = options;
  const gauge = options.metrics.gauge(
    'florin_consumer_lag',
    'Messages written to the partition that this consumer group has not committed yet',
    ['topic', 'partition'],
  );
  return async (admin: Admin): Promise<PartitionLag[]> => {
    const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
    const lags = await Promise.all(
      committed.map(({ topic, partitions }) => readTopic(admin, topic, partitions)),
    );
    for (const { topic, partition, lag } of lags.flat())
      gauge.set({ topic, partition: String(partition) }, lag);
    return lags.flat();
  };
}

async function readTopic(
  admin: Admin,
  topic: string,
  committed: { partition: number; offset: string }[],
): Promise<PartitionLag[]> {
  const committedAt = new Map(committed.map(({ partition, offset }) => [partition, Number(offset)]));
  const written = await admin.fetchTopicOffsets(topic);
  return written.map(({ partition, low, high }) => {
    // A group that has committed nothing (-1) begins with what the topic still keeps.
    const from = Math.max(committedAt.get(partition) ?? -1, Number(low));
    return { topic, partition, lag: Math.max(0, Number(high) - from) };
  });
}
