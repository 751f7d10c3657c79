import { partitionName, type LogAdmin, type LogClient, type LogPosition } from './event-log.ts';
import { eventLogAt } from './open-log.ts';

/** The oldest message that the topics contain, and the position of the next message to be written. */
type LogBounds = { low: LogPosition; high: LogPosition };

/** The current bounds of these topics. Throws when the log does not answer. */
export function logBounds(options: LogClient & { topics: readonly string[] }): Promise<LogBounds> {
  return withAdmin(options, async (admin) => {
    const low = new Map<string, bigint>();
    const high = new Map<string, bigint>();
    for (const topic of options.topics) {
      for (const bounds of await admin.bounds(topic)) {
        low.set(partitionName(topic, bounds.partition), bounds.low);
        high.set(partitionName(topic, bounds.partition), bounds.high);
      }
    }
    return { low, high };
  });
}

/** The committed position of a consumer group: all effects before it were applied. Contains no partition that the group never read. */
export function committedPosition(
  options: LogClient & { topics: readonly string[]; groupId: string },
): Promise<LogPosition> {
  return withAdmin(options, (admin) => admin.committed(options.groupId, options.topics));
}

/** The number of messages between two positions. */
export function messagesBetween(from: LogPosition, to: LogPosition): bigint {
  let messages = 0n;
  for (const [partition, end] of to) {
    const count = end - (from.get(partition) ?? 0n);
    if (count > 0n) messages += count;
  }
  return messages;
}

/**
 * Moves a consumer group back to the first messages written at or after `fromMs` (epoch milliseconds). Returns the
 * number of messages that it reads again after its next start. Allowed only while the group has no members.
 * Consumers recognize the ids of processed events, so no effect is applied twice.
 */
export function moveGroup(
  options: LogClient & { groupId: string; topics: readonly string[]; fromMs: number },
): Promise<{ messages: bigint } | 'group has members'> {
  const { groupId, topics, fromMs } = options;
  return withAdmin(options, async (admin) => {
    if (await admin.hasMembers(groupId)) return 'group has members';
    let messages = 0n;
    for (const topic of topics) {
      const ends = new Map((await admin.bounds(topic)).map(({ partition, high }) => [partition, high]));
      const offsets = new Map<number, bigint>();
      for (const { partition, offset } of await admin.offsetsSince(topic, fromMs)) {
        const end = ends.get(partition) ?? 0n;
        // Negative: nothing was written since then, so the group continues at the end.
        const moved = offset < 0n ? end : offset;
        offsets.set(partition, moved);
        messages += end - moved;
      }
      await admin.commit(groupId, topic, offsets);
    }
    return { messages };
  });
}

async function withAdmin<T>(client: LogClient, work: (admin: LogAdmin) => Promise<T>): Promise<T> {
  const admin = eventLogAt(client).openAdmin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.close().catch(() => undefined);
  }
}
