import { partitionOf, type LogReader } from '../event-log.ts';
import { LogHeads } from './log-heads.ts';
import { openSession, readMessages, type PostgresLogClient } from './log-session.ts';

const messagesMax = 1_000;

/** Reads all partitions one after the other, as far as they are written, and then what is written. */
export async function readPostgres(client: PostgresLogClient, reader: LogReader): Promise<void> {
  const { topics, next, to, signal } = reader;
  const heads = new LogHeads(client, topics);
  const session = openSession(client);
  const names = () => [...(to?.keys() ?? heads.partitions)];
  const nextOf = (name: string) => next.get(name) ?? 0n;
  const endOf = (name: string) => smaller(to?.get(name), heads.boundsOf(name).next);
  try {
    while (!signal.aborted) {
      if (heads.failure !== undefined) throw heads.failure;
      for (const name of names()) await readUntil(name, endOf(name));
      if (to !== undefined && [...to].every(([name, end]) => nextOf(name) >= end)) return;
      if (names().every((name) => nextOf(name) >= endOf(name))) await heads.changed(signal);
    }
  } finally {
    await Promise.all([heads.close(), session.close()]);
  }

  async function readUntil(name: string, end: bigint): Promise<void> {
    const { low } = heads.boundsOf(name);
    // Retention has dropped what was before.
    if (nextOf(name) < low) next.set(name, smaller(low, end));
    for (let from = nextOf(name); from < end && !signal.aborted;) {
      const left = end - from;
      const count = left < BigInt(messagesMax) ? Number(left) : messagesMax;
      const messages = await readMessages(session, partitionOf(name), from, count);
      const last = messages.at(-1);
      if (last === undefined) return;
      const within = messages.filter(({ offset }) => BigInt(offset) < end);
      if (within.length > 0) await reader.onBatch(within);
      from = BigInt(last.offset) + 1n;
      next.set(name, from);
    }
  }
}

const smaller = (one: bigint | undefined, other: bigint): bigint =>
  one !== undefined && one < other ? one : other;
