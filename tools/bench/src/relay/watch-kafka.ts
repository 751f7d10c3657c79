import { transactionsCompleted } from '@florin/events';
import { readTopics } from '@florin/messaging';
import { setTimeout as sleep } from 'node:timers/promises';

export type KafkaWatch = {
  /** When a reader had each transaction's first event, by `performance.now()`. */
  seenAt: ReadonlyMap<string, number>;
  /** Throws when not all of them have been seen after a minute. */
  untilSeen(transactionIds: Iterable<string>): Promise<void>;
  stop(): Promise<void>;
};

const giveUpMs = 60_000;
// Parsing each event would cost the bench more CPU than the relay spends on it.
const transactionId = /"transaction_id":"(txn_\w+)"/;

/** Reads the published events as a consumer does, and records the time of each. */
export function watchKafka(broker: string): KafkaWatch {
  const seenAt = new Map<string, number>();
  const reader = readTopics({
    brokers: [broker],
    topics: [transactionsCompleted.topic],
    onMessage({ value }) {
      const id = transactionId.exec(value)?.[1];
      if (id !== undefined && !seenAt.has(id)) seenAt.set(id, performance.now());
    },
  });
  return {
    seenAt,
    async untilSeen(transactionIds) {
      const deadlineMs = performance.now() + giveUpMs;
      for (const id of transactionIds) {
        while (!seenAt.has(id)) {
          if (performance.now() > deadlineMs) throw new Error(`no event of ${id} has come`);
          await sleep(2);
        }
      }
    },
    stop: () => reader.stop(),
  };
}
