import { pause, type Logger } from '@florin/service';
import type { Admin } from 'kafkajs';
import { backoffMs } from './backoff.ts';
import { openAdmin, type KafkaAddress } from './kafka-client.ts';

/** Enough to share the work among several instances. A higher number later moves keys to other partitions. */
const defaultPartitions = 6;

export type TopicSettings = Partial<Record<'max.message.bytes' | 'retention.ms', string>>;

/**
 * Creates missing topics and resolves when all topics exist and have leaders. While the broker is unavailable it
 * retries until `signal` aborts. By default, topics keep events for ever: consumers rebuild their tables from them.
 */
export async function ensureTopics(
  options: KafkaAddress & {
    topics: readonly string[];
    partitions?: number;
    settings?: TopicSettings;
    logger: Logger;
    signal?: AbortSignal;
  },
): Promise<void> {
  const { logger, signal } = options;
  for (let failed = 0; !signal?.aborted;) {
    const admin = openAdmin(options);
    try {
      await admin.connect();
      await createMissing(admin, options);
      return;
    } catch (error) {
      failed += 1;
      const level = failed === 1 ? 'info' : 'debug';
      logger[level]({ err: error, topics: options.topics }, 'Kafka cannot create topics yet, trying again');
      await pause(backoffMs(failed, 200, 1_000), signal);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

async function createMissing(
  admin: Admin,
  { topics, partitions = defaultPartitions, settings = {} }: Parameters<typeof ensureTopics>[0],
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  const configEntries = Object.entries({ 'retention.ms': '-1', ...settings }).map(([name, value]) => ({
    name,
    value,
  }));
  for (const topic of missing) {
    // One at a time: if another process has created one of them meanwhile, the others must still be created.
    await admin.createTopics({
      waitForLeaders: true,
      timeout: 5_000,
      topics: [{ topic, numPartitions: partitions, configEntries }],
    });
  }
  await admin.fetchTopicMetadata({ topics: [...topics] });
}
