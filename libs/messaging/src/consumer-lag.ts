import { deadLetterTopic } from '@florin/events';
import type { Metrics } from '@florin/service';
import type { Admin } from 'kafkajs';
import { oldestAgeSeconds } from './oldest-age.ts';

/** How many messages of one partition the group has not committed yet. */
export type PartitionLag = { topic: string; partition: number; lag: number };

type TopicLag = PartitionLag & { next: bigint };

/**
 * Reads the lag of a group from Kafka and shows it in the gauges `florin_consumer_lag` and
 * `florin_consumer_oldest_event_age_seconds`; beside them, in `florin_consumer_dead_letters`, what the group has put away.
 */
export function createLagReader(options: { groupId: string; topics: readonly string[]; metrics: Metrics }) {
  const { groupId, topics } = options;
  const gauge = options.metrics.gauge(
    'florin_consumer_lag',
    'Messages written to the partition that this consumer group has not committed yet',
    ['topic', 'partition'],
  );
  const age = options.metrics.gauge(
    'florin_consumer_oldest_event_age_seconds',
    'For how long the oldest message that this consumer group has not committed has been in the topic; 0 below a second',
    ['topic'],
  );
  const deadLetters = options.metrics.gauge(
    'florin_consumer_dead_letters',
    'Messages that the dead letter topic of this consumer group holds, put there by any process at any time',
  );
  return async (admin: Admin): Promise<PartitionLag[]> => {
    const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
    const lags = await Promise.all(
      committed.map(({ topic, partitions }) => readTopic(admin, topic, partitions)),
    );
    for (const { topic, partition, lag } of lags.flat())
      gauge.set({ topic, partition: String(partition) }, lag);
    for (const topic of topics) {
      const waiting = lags.flat().filter((each) => each.topic === topic && each.lag > 0);
      const nexts = new Map(waiting.map(({ partition, next }) => [partition, next]));
      age.set({ topic }, await oldestAgeSeconds(admin, topic, nexts));
    }
    const held = await admin.fetchTopicOffsets(deadLetterTopic(groupId)).catch(() => undefined);
    // Not made yet: this consumer is just starting for the first time.
    if (held) deadLetters.set(held.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0));
    return lags.flat().map(({ topic, partition, lag }) => ({ topic, partition, lag }));
  };
}

async function readTopic(
  admin: Admin,
  topic: string,
  committed: { partition: number; offset: string }[],
): Promise<TopicLag[]> {
  const committedAt = new Map(committed.map(({ partition, offset }) => [partition, Number(offset)]));
  const written = await admin.fetchTopicOffsets(topic);
  return written.map(({ partition, low, high }) => {
    // A group that has committed nothing (-1) begins with what the topic still keeps.
    const from = Math.max(committedAt.get(partition) ?? -1, Number(low));
    return { topic, partition, lag: Math.max(0, Number(high) - from), next: BigInt(from) };
  });
}
