import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { partitionName, partitionOf, type LogPosition, type LogReader } from '../event-log.ts';
import {
  heartbeatDuring,
  leaveGroup,
  openConsumer,
  receivedFrom,
  watchForSilence,
  type KafkaCluster,
} from './kafka-client.ts';

/** Reads with one consumer, in a group of its own that commits nothing. */
export async function readKafka(cluster: KafkaCluster, reader: LogReader): Promise<void> {
  const { topics, next, to, signal } = reader;
  const groupId = `log-reader-${randomUUID()}`;
  const consumer = openConsumer({ ...cluster, clientId: groupId }, groupId);
  const ended = Promise.withResolvers<void>();
  // A consumer that crashes while it starts fails `run` below as well.
  ended.promise.catch(() => undefined);
  const end = () => ended.resolve();
  signal.addEventListener('abort', end, { once: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
  const stopWatching = watchForSilence(consumer, ended.reject);
  const run = async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        try {
          await passBatch(payload, reader);
        } catch (cause) {
          ended.reject(cause);
        }
        if (to !== undefined && isReached(next, to)) ended.resolve();
      },
    });
    seekAll(consumer, next);
  };
  let running: Promise<void> | undefined;
  try {
    running = run();
    await Promise.race([running, ended.promise]);
    await ended.promise;
  } finally {
    stopWatching();
    signal.removeEventListener('abort', end);
    await leaveGroup(consumer, running);
  }
}

const isReached = (next: LogPosition, to: LogPosition): boolean =>
  [...to].every(([name, end]) => (next.get(name) ?? 0n) >= end);

async function passBatch(payload: EachBatchPayload, { next, to, onBatch }: LogReader): Promise<void> {
  const { batch, resolveOffset } = payload;
  const { topic, partition } = batch;
  const name = partitionName(topic, partition);
  const begin = next.get(name) ?? 0n;
  const end = to === undefined ? undefined : (to.get(name) ?? 0n);
  const isWanted = (offset: bigint) => offset >= begin && (end === undefined || offset < end);
  const wanted = batch.messages.filter(({ offset }) => isWanted(BigInt(offset)));
  const stopHeartbeat = heartbeatDuring(payload, () => undefined);
  try {
    const received = wanted.map((message) => receivedFrom(topic, partition, message));
    if (received.length > 0) await onBatch(received);
  } finally {
    stopHeartbeat();
  }
  // A batch may end with records that only the broker reads, and so may the log.
  const after = BigInt(batch.lastOffset()) + 1n;
  if (after > begin) next.set(name, after);
  resolveOffset(batch.lastOffset());
  if (end !== undefined && after >= end) payload.pause();
}

/** Makes a consumer continue from `position` in the partitions assigned to it. */
function seekAll(consumer: Consumer, position: LogPosition): void {
  for (const [name, offset] of position) consumer.seek({ ...partitionOf(name), offset: String(offset) });
}
