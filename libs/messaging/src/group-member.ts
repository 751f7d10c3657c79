import type { Consumer, EachBatchPayload } from 'kafkajs';
import { failpoint } from '@florin/service';
import { endsWithin } from './backoff.ts';
import type { ReceivedMessage } from './dead-letters.ts';
import { openConsumer, partitionsAtOnce, type KafkaAddress } from './kafka-client.ts';

export type HandleMessages = (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void>;

/** Events in one unit of work at most: keeps it far below the database's statement timeout. */
const maxEvents = 1_000;
const heartbeatMs = 1_000;
/** A member fetches or beats at least every second; one that is silent this long is stuck, whatever the reason. */
const silentMs = 30_000;
const leaveWithinMs = 5_000;

/** One life of a member of the group, from joining until a crash or `signal`; answers with what ended it. */
export async function consumeUntilCrash(options: {
  address: KafkaAddress;
  groupId: string;
  topics: readonly string[];
  handleMessages: HandleMessages;
  onJoin: () => void;
  signal: AbortSignal;
}): Promise<unknown> {
  const { address, groupId, topics, handleMessages, onJoin, signal } = options;
  const consumer = openConsumer(address, groupId);
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  consumer.on(consumer.events.CRASH, ({ payload }) => over.abort(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, onJoin);
  const stopWatching = endWhenSilent(consumer, over);
  let running: Promise<void> | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    running = consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => handleBatch(payload, handleMessages, end),
    });
    await Promise.race([running, aborted(end)]);
    await aborted(end);
    return over.signal.reason;
  } catch (error) {
    return error;
  } finally {
    stopWatching();
    over.abort();
    await endsWithin(leave(consumer, running), leaveWithinMs);
  }
}

/** Twice, because kafkajs cannot stop a consumer that is just joining: it would join, and go on alone. */
async function leave(consumer: Consumer, running: Promise<void> | undefined): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
  await running?.catch(() => undefined);
  await consumer.disconnect().catch(() => undefined);
}

function endWhenSilent(consumer: Consumer, over: AbortController): () => void {
  let heardAt = Date.now();
  const hear = () => {
    heardAt = Date.now();
  };
  const { FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS } = consumer.events;
  for (const sign of [FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS]) consumer.on(sign, hear);
  const timer = setInterval(() => {
    if (Date.now() - heardAt > silentMs) over.abort(new Error(`the consumer was silent for ${silentMs} ms`));
  }, heartbeatMs);
  return () => clearInterval(timer);
}

/**
 * Takes a batch in by parts; the offset is committed after each part's effect, and advances only when that has
 * worked, so a failed commit brings the part again and every one of its events is known already.
 */
async function handleBatch(
  payload: EachBatchPayload,
  handleMessages: HandleMessages,
  end: AbortSignal,
): Promise<void> {
  const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary } = payload;
  const { topic, partition } = batch;
  const lost = new AbortController();
  // kafkajs itself is silent while a batch is worked on: the group would think this member dead.
  const beat = () => void heartbeat().catch((error: unknown) => lost.abort(error));
  const beating = setInterval(beat, heartbeatMs);
  const signal = AbortSignal.any([end, lost.signal]);
  try {
    for (let from = 0; from < batch.messages.length && !signal.aborted; from += maxEvents) {
      const part = batch.messages.slice(from, from + maxEvents);
      const last = part.at(-1)!;
      const received = part.map((message) => ({ ...message, topic, partition }) as ReceivedMessage);
      await handleMessages(received, signal);
      await failpoint('consumer.after-commit');
      // The batch may end after its last message, with records that only the broker reads.
      const lastOffset = last === batch.messages.at(-1) ? batch.lastOffset() : last.offset;
      const offset = String(BigInt(lastOffset) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      resolveOffset(last.offset);
      await failpoint('consumer.after-offset');
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(beating);
  }
  // What the heartbeat said (the group rebalances, this member is unknown) tells kafkajs to join again.
  if (lost.signal.aborted && !end.aborted) throw lost.signal.reason;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
