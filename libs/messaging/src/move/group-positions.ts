import { partitionName, partitionOf, type LogPosition } from '../event-log.ts';
import type { Mark, Side } from './copy-topic.ts';

/**
 * Where a group goes on in the target, never behind an event that it has not handled: an event that it gets again has no second
 * effect. `committed` is its position in the source, `before` its earlier one in the target, `low` where the target begins.
 */
export function positionInTarget(
  { begin, beginAtTarget, continues }: Mark,
  { committed, before, low }: { committed: bigint; before: bigint | undefined; low: bigint },
): bigint {
  const isInCopy = committed >= begin;
  const copied = beginAtTarget + (isInCopy ? committed - begin : 0n);
  // Otherwise the group may lack events that the target had before the copy.
  return isInCopy && continues ? copied : smaller(before ?? low, copied);
}

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** The positions of some groups in the source. */
export async function readGroupPositions(
  groups: readonly string[],
  topics: readonly string[],
  { admin }: Side,
): Promise<Map<string, LogPosition>> {
  const positions = new Map<string, LogPosition>();
  for (const groupId of groups) positions.set(groupId, await admin.committed(groupId, topics));
  return positions;
}

/** Gives a group the positions in the target that it had in the source. A topic that it never read is left alone. */
export async function moveGroupPositions(
  groupId: string,
  committed: LogPosition,
  { marks, source, target }: { marks: ReadonlyMap<string, Mark>; source: Side; target: Side },
): Promise<void> {
  const topics = [...new Set([...committed.keys()].map((name) => partitionOf(name).topic))];
  const before = await target.admin.committed(groupId, topics);
  for (const topic of topics) {
    const lows = new Map((await source.admin.bounds(topic)).map(({ partition, low }) => [partition, low]));
    const offsets = new Map<number, bigint>();
    for (const { partition, low } of await target.admin.bounds(topic)) {
      const name = partitionName(topic, partition);
      const mark = marks.get(name);
      if (mark === undefined) continue;
      const position = {
        committed: committed.get(name) ?? lows.get(partition) ?? 0n,
        before: before.get(name),
        low,
      };
      offsets.set(partition, positionInTarget(mark, position));
    }
    await target.admin.commit(groupId, topic, offsets);
  }
}
