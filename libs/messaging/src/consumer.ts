import { pause } from '@florin/service';
import { deadLetterTopic } from '@florin/events';
import { backoffMs, endsWithin } from './backoff.ts';
import { createLagReader, type PartitionLag } from './consumer-lag.ts';
import { createDeadLetters, deadLetterSettings } from './dead-letters.ts';
import { createMessageHandler, usualHandlingMs } from './message-handling.ts';
import { createEffect, type EffectOptions } from './effect.ts';
import { consumeUntilCrash } from './group-member.ts';
import { watchKafka } from './kafka-watch.ts';
import { createPublisher } from './publisher.ts';
import { ensureTopics } from './topics.ts';

export type ConsumerOptions = EffectOptions & {
  brokers: readonly string[];
  groupId: string;
  topics: readonly string[];
  /** How long the handler may take for the events of one unit of work, 1,000 at most. Default 10,000. */
  handlingMs?: number;
};

export type RunningConsumer = {
  /** Finishes the unit of work under way, leaves the group, closes all connections; within 10 s. */
  stop(): Promise<void>;
  /** Asks Kafka now; throws when it does not answer. All zero means: everything written has had its effect. */
  lag(): Promise<PartitionLag[]>;
  /** For a readiness check: whether Kafka answers and this process is a member of its group. */
  check(): { ok: boolean; detail: string };
  /** Whether Kafka answers. */
  isKafkaUp(): boolean;
};

const stopWithinMs = 6_000;

/**
 * Takes in every event of `topics`, from the first one on, exactly once each. Returns at once and never gives up:
 * with Kafka away it keeps trying to join, with the database away it keeps its place and waits.
 */
export async function runConsumer(options: ConsumerOptions): Promise<RunningConsumer> {
  const { groupId, topics, logger, metrics } = options;
  const address = { brokers: options.brokers, clientId: groupId };
  const stopping = new AbortController();
  const publisher = await createPublisher({ ...address, logger, metrics });
  const putIntoDeadLetters = createDeadLetters({ groupId, publisher, logger, metrics });
  const { handlingMs = usualHandlingMs } = options;
  const handleMessages = createMessageHandler({
    takeEffect: createEffect(options),
    putIntoDeadLetters,
    handlingMs,
  });
  const watch = watchKafka(address, createLagReader({ groupId, topics, metrics }), logger);
  let joined = false;

  async function prepareTopics(): Promise<void> {
    const { signal } = stopping;
    await ensureTopics({ ...address, topics, logger, signal });
    const deadLetters = { topics: [deadLetterTopic(groupId)], partitions: 1, settings: deadLetterSettings };
    await ensureTopics({ ...address, ...deadLetters, logger, signal });
  }

  async function consume(): Promise<void> {
    const { signal } = stopping;
    await prepareTopics();
    for (let failed = 0; !signal.aborted;) {
      const onJoin = () => {
        joined = true;
        failed = 0;
      };
      const crash = await consumeUntilCrash({ address, groupId, topics, handleMessages, onJoin, signal });
      if (signal.aborted) return;
      joined = false;
      failed += 1;
      if (failed === 1) logger.warn({ err: crash }, 'lost Kafka, joining the group again until it succeeds');
      await pause(backoffMs(failed, 200, 1_000), signal);
    }
  }

  const consuming = consume();
  return {
    async stop() {
      stopping.abort();
      const [inTime] = await Promise.all([endsWithin(consuming, stopWithinMs), watch.close()]);
      if (!inTime) logger.warn('left Kafka without an answer from its group coordinator');
      await publisher.close();
    },
    lag: () => watch.read(),
    check() {
      const { ok, detail } = watch.check();
      return {
        ok: ok && joined,
        detail: `${detail}, ${joined ? 'in the group' : 'joining'}`,
      };
    },
    isKafkaUp: () => watch.check().ok,
  };
}
