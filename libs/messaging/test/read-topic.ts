import { eventually } from '@florin/testing';
import { logBounds, messagesBetween, readLog, type EventLogAddress } from '../src/index.ts';

export type Written = {
  key: string;
  value: Buffer | null;
  headers: Record<string, string>;
};

/** Waits until a topic has at least `count` messages and returns all of them, in the order of each partition. */
export async function readTopic(log: EventLogAddress, topic: string, count: number): Promise<Written[]> {
  const { low, high } = await eventually(() => boundsOf(log, topic, count), { everyMs: 200 });
  const written: Written[] = [];
  await readLog({
    ...{ ...log, topics: [topic], from: low, to: high, signal: new AbortController().signal },
    onBatch: async (messages) => {
      for (const { key, value, headers = {} } of messages) {
        const texts = Object.entries(headers).map(([name, header]) => [name, String(header)]);
        written.push({ key: String(key), value, headers: Object.fromEntries(texts) });
      }
    },
  });
  return written;
}

/** The bounds of the topic, or undefined while it has fewer than `count` messages. */
async function boundsOf(log: EventLogAddress, topic: string, count: number) {
  const bounds = await logBounds({ ...log, clientId: 'test-reader', topics: [topic] });
  return messagesBetween(bounds.low, bounds.high) >= BigInt(count) ? bounds : undefined;
}
