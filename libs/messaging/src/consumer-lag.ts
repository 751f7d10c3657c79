import { deadLetterTopic } from '@florin/events';
import type { Metrics } from '@florin/service';
import type { Admin } from 'kafkajs';
import { oldestAgeSeconds } from './oldest-age.ts';

/** How many messages of one partition the group has not committed yet. */
export type PartitionLag = { topic: string; partition: number; lag: number };

type TopicLag = PartitionLag & { next: bigint };

/** What was read longer ago says nothing about now. */
const knownForMs = 10_000;

/** What was read from Kafka last, and when (`performance.now()`). */
type Known = {
  at: number;
  lags: TopicLag[];
  ages: { topic: string; seconds: number }[];
  deadLetters: number | undefined;
};

/**
 * Reads the lag of a group from Kafka and shows it in the gauges `florin_consumer_lag` and
 * `florin_consumer_oldest_event_age_seconds`; beside them, in `florin_consumer_dead_letters`, what the group has put away.
 * While Kafka does not answer, none of them has a sample.
 */
export function createLagReader(options: { groupId: string; topics: readonly string[]; metrics: Metrics }) {
  const { groupId, topics } = options;
  let known: Known | undefined;
  const current = () => (known && performance.now() - known.at < knownForMs ? known : undefined);
  showLag(options.metrics, current);
  return async (admin: Admin): Promise<PartitionLag[]> => {
    try {
      known = await readGroup(admin, groupId, topics);
    } catch (error) {
      known = undefined;
      throw error;
    }
    return known.lags.map(({ topic, partition, lag }) => ({ topic, partition, lag }));
  };
}

function showLag(metrics: Metrics, current: () => Known | undefined): void {
  metrics.gauge(
    'florin_consumer_lag',
    'Messages written to the partition that this consumer group has not committed yet',
    ['topic', 'partition'],
    (gauge) => {
      gauge.reset();
      for (const { topic, partition, lag } of current()?.lags ?? [])
        gauge.set({ topic, partition: String(partition) }, lag);
    },
  );
  metrics.gauge(
    'florin_consumer_oldest_event_age_seconds',
    'For how long the oldest message that this consumer group has not committed has been in the topic; 0 below a second',
    ['topic'],
    (gauge) => {
      gauge.reset();
      for (const { topic, seconds } of current()?.ages ?? []) gauge.set({ topic }, seconds);
    },
  );
  metrics.gauge(
    'florin_consumer_dead_letters',
    'Messages that the dead letter topic of this consumer group holds, put there by any process at any time',
    [],
    (gauge) => {
      const { deadLetters } = current() ?? {};
      if (deadLetters === undefined) gauge.remove();
      else gauge.set(deadLetters);
    },
  );
}

async function readGroup(admin: Admin, groupId: string, topics: readonly string[]): Promise<Known> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const read = await Promise.all(
    committed.map(({ topic, partitions }) => readTopic(admin, topic, partitions)),
  );
  const lags = read.flat();
  const ages: Known['ages'] = [];
  for (const topic of topics) {
    const waiting = lags.filter((each) => each.topic === topic && each.lag > 0);
    const nexts = new Map(waiting.map(({ partition, next }) => [partition, next]));
    ages.push({ topic, seconds: await oldestAgeSeconds(admin, topic, nexts) });
  }
  // Not made yet: this consumer is just starting for the first time.
  const held = await admin.fetchTopicOffsets(deadLetterTopic(groupId)).catch(() => undefined);
  const deadLetters = held?.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  return { at: performance.now(), lags, ages, deadLetters };
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
