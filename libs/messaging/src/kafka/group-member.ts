import type { EachBatchPayload } from 'kafkajs';
import { failpoint } from '@florin/service';
import type { GroupMember } from '../event-log.ts';
import type { HandleMessages } from '../handle-messages.ts';
import {
  heartbeatDuring,
  leaveGroup,
  openConsumer,
  partitionsAtOnce,
  receivedFrom,
  watchForSilence,
  type KafkaAddress,
} from './kafka-client.ts';

/** Maximum number of events in one unit of work. Keeps it far below the database's statement timeout. */
const eventsMax = 1_000;

/** Joins the group and handles messages until a crash or until `signal` aborts. Resolves to the error of the crash. */
export async function consumeUntilCrash(options: GroupMember & { address: KafkaAddress }): Promise<unknown> {
  const { address, groupId, topics, handleMessages, onJoin, signal } = options;
  const consumer = openConsumer(address, groupId);
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  consumer.on(consumer.events.CRASH, ({ payload }) => over.abort(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, onJoin);
  const stopWatching = watchForSilence(consumer, (error) => over.abort(error));
  const run = async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => handleBatch(payload, handleMessages, end),
    });
  };
  let running: Promise<void> | undefined;
  try {
    running = run();
    await Promise.race([running, aborted(end)]);
    await aborted(end);
    return over.signal.reason;
  } catch (error) {
    return error;
  } finally {
    stopWatching();
    over.abort();
    await leaveGroup(consumer, running);
  }
}

/**
 * Handles a batch in parts. The offset is committed after the effect of each part. If that commit fails, the part is
 * delivered again, and all of its events are recognized as processed.
 */
async function handleBatch(
  payload: EachBatchPayload,
  handleMessages: HandleMessages,
  end: AbortSignal,
): Promise<void> {
  const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
  const { topic, partition } = batch;
  const lost = new AbortController();
  const stopHeartbeat = heartbeatDuring(payload, (error) => lost.abort(error));
  const signal = AbortSignal.any([end, lost.signal]);
  try {
    for (let from = 0; from < batch.messages.length && !signal.aborted; from += eventsMax) {
      const part = batch.messages.slice(from, from + eventsMax);
      const lastMessage = part.at(-1);
      if (lastMessage === undefined) break;
      const received = part.map((message) => receivedFrom(topic, partition, message));
      await handleMessages(received, signal);
      await failpoint('consumer.after-commit');
      // The batch may end after its last message, with records that only the broker reads.
      const isLastPart = from + eventsMax >= batch.messages.length;
      const lastOffset = isLastPart ? batch.lastOffset() : lastMessage.offset;
      const offset = String(BigInt(lastOffset) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      resolveOffset(lastMessage.offset);
      await failpoint('consumer.after-offset');
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stopHeartbeat();
  }
  // The error of the heartbeat (the group rebalances, this member is unknown) makes kafkajs join again.
  if (lost.signal.aborted && !end.aborted) throw lost.signal.reason;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
