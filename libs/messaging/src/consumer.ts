import { deadLetterTopic } from '@florin/events';
import type { Logger } from '@florin/service';
import type { EachBatchPayload } from 'kafkajs';
import { backoffMs, pause } from './backoff.ts';
import { createLagReader, type PartitionLag } from './consumer-lag.ts';
import { createDeadLetters, deadLetterSettings, type ReceivedMessage } from './dead-letters.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import { openConsumer } from './kafka-client.ts';
import { watchKafka } from './kafka-watch.ts';
import { createPublisher } from './publisher.ts';
import { ensureTopics } from './topics.ts';

export type ConsumerOptions = Omit<IntakeOptions, 'putIntoDeadLetters'> & {
  brokers: readonly string[];
  groupId: string;
  topics: readonly string[];
};

export type RunningConsumer = {
  /** Finishes the unit of work under way, leaves the group, closes all connections; within 10 s. */
  stop(): Promise<void>;
  /** Asks Kafka now; throws when it does not answer. All zero means: everything written has had its effect. */
  lag(): Promise<PartitionLag[]>;
  /** For a readiness check: whether Kafka answers and this process is a member of its group. */
  check(): { ok: boolean; detail: string };
};

/** Events in one unit of work at most: keeps it far below the database's statement timeout. */
const maxEvents = 1_000;
const heartbeatMs = 1_000;
const stopWithinMs = 10_000;

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
  const takeIn = createIntake({ ...options, putIntoDeadLetters });
  const watch = watchKafka(address, createLagReader({ groupId, topics, metrics }), logger);
  const membership = { joined: false };

  async function consume(): Promise<void> {
    const { signal } = stopping;
    await ensureTopics({ ...address, topics, logger, signal });
    const deadLetters = [deadLetterTopic(groupId)];
    await ensureTopics({
      ...address,
      topics: deadLetters,
      partitions: 1,
      settings: deadLetterSettings,
      logger,
      signal,
    });
    for (let failed = 0; !signal.aborted;) {
      const crash = await consumeUntilCrash({ address, groupId, topics, takeIn, membership, signal });
      if (signal.aborted) return;
      failed = membership.joined ? 1 : failed + 1;
      membership.joined = false;
      if (failed === 1) logger.warn({ err: crash }, 'lost Kafka, joining the group again until it succeeds');
      await pause(backoffMs(failed, 200, 1_000), signal);
    }
  }

  const consuming = consume();
  return {
    async stop() {
      stopping.abort();
      await Promise.all([endWithin(consuming, stopWithinMs, logger), watch.close()]);
      await publisher.close();
    },
    lag: () => watch.read(),
    check() {
      const { ok, detail } = watch.check();
      return {
        ok: ok && membership.joined,
        detail: `${detail}, ${membership.joined ? 'in the group' : 'joining'}`,
      };
    },
  };
}

type Attempt = {
  address: { brokers: readonly string[]; clientId: string };
  groupId: string;
  topics: readonly string[];
  takeIn: (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void>;
  membership: { joined: boolean };
  signal: AbortSignal;
};

/** One life of a kafkajs consumer; answers with what ended it. */
async function consumeUntilCrash({
  address,
  groupId,
  topics,
  takeIn,
  membership,
  signal,
}: Attempt): Promise<unknown> {
  const consumer = openConsumer(address, groupId);
  const ended = Promise.withResolvers<unknown>();
  const end = () => ended.resolve(undefined);
  signal.addEventListener('abort', end, { once: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.resolve(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, () => {
    membership.joined = true;
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => takeInBatch(payload, takeIn, signal),
    });
    return await ended.promise;
  } catch (error) {
    return error;
  } finally {
    signal.removeEventListener('abort', end);
    await consumer.disconnect().catch(() => undefined);
  }
}

/**
 * Takes a batch in by parts; the offset is committed after each part's effect, and advances only when that has
 * worked, so a failed commit brings the part again and every one of its events is known already.
 */
async function takeInBatch(
  payload: EachBatchPayload,
  takeIn: Attempt['takeIn'],
  stopping: AbortSignal,
): Promise<void> {
  const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary } = payload;
  const { topic, partition } = batch;
  const lost = new AbortController();
  // kafkajs itself is silent while a batch is worked on: the group would think this member dead.
  const beating = setInterval(
    () => void heartbeat().catch((error: unknown) => lost.abort(error)),
    heartbeatMs,
  );
  const signal = AbortSignal.any([stopping, lost.signal]);
  try {
    for (let from = 0; from < batch.messages.length && !signal.aborted; from += maxEvents) {
      const part = batch.messages.slice(from, from + maxEvents);
      await takeIn(
        part.map((message) => ({ ...message, topic, partition }) as ReceivedMessage),
        signal,
      );
      const isLast = from + maxEvents >= batch.messages.length;
      const last = isLast ? batch.lastOffset() : part.at(-1)!.offset;
      const offset = String(BigInt(last) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      resolveOffset(part.at(-1)!.offset);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(beating);
  }
  // What the heartbeat said (the group rebalances, this member is unknown) tells kafkajs to join again.
  if (lost.signal.aborted && !stopping.aborted) throw lost.signal.reason;
}

async function endWithin(ending: Promise<void>, ms: number, logger: Logger): Promise<void> {
  const done = new AbortController();
  const late = pause(ms, done.signal).then(() => {
    if (!done.signal.aborted) logger.warn('left Kafka without an answer from its group coordinator');
  });
  await Promise.race([ending.finally(() => done.abort()), late]);
}
