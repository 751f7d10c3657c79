import { attemptWithin, endsWithin, pause, type Logger } from '@florin/service';
import { backoffMs } from './backoff.ts';
import type { LogAdmin, LogClient, TopicSettings } from './event-log.ts';
import { eventLogAt } from './open-log.ts';

/** Enough to share the work among several instances. A higher number later moves keys to other partitions. */
const defaultPartitions = 6;

/** Longer than the time limits of the requests that create a topic. */
const attemptLimitMs = 30_000;
const closeLimitMs = 3_000;

type TopicsOptions = LogClient & {
  topics: readonly string[];
  partitions?: number;
  settings?: TopicSettings;
  logger: Logger;
  signal?: AbortSignal;
};

/**
 * Creates missing topics and resolves when all topics exist and can be used. While the log is unavailable it
 * retries until `signal` aborts. By default, topics keep events for ever: consumers rebuild their tables from them.
 */
export async function ensureTopics(options: TopicsOptions): Promise<void> {
  const { logger, signal, topics } = options;
  const log = eventLogAt(options);
  for (let failed = 0; !signal?.aborted;) {
    const admin = log.openAdmin();
    try {
      await attemptWithin(attemptLimitMs, async () => {
        await admin.connect();
        await createMissing(admin, options);
      });
      return;
    } catch (error) {
      failed += 1;
      const level = failed === 1 ? 'info' : 'debug';
      logger[level]({ err: error, topics }, `${log.name} cannot create topics yet, trying again`);
      await pause(backoffMs(failed, 200, 1_000), signal);
    } finally {
      await endsWithin(closeLimitMs, admin.close()).catch(() => undefined);
    }
  }
}

async function createMissing(
  admin: LogAdmin,
  { topics, partitions = defaultPartitions, settings = {} }: TopicsOptions,
): Promise<void> {
  const existing = new Set(await admin.topicNames());
  const missing = topics.filter((topic) => !existing.has(topic));
  // One at a time: if another process has created one of them meanwhile, the others must still be created.
  for (const topic of missing) await admin.createTopic(topic, partitions, settings);
  await admin.requireTopics(topics);
}
