import { isUnavailable, runParameterized, type LoneConnection } from '@florin/database';
import { endsWithin, failpoint, pause } from '@florin/service';
import { randomUUID } from 'node:crypto';
import { backoffMs } from '../backoff.ts';
import { HandlingInterrupted, type PositionInUnit } from '../event-effect.ts';
import { partitionName, partitionOf, type GroupMember } from '../event-log.ts';
import { LogHeads } from './log-heads.ts';
import { openSession, readMessages, type PostgresLogClient } from './log-session.ts';
import { createTurns, type Turns } from './turns.ts';

/** Time after which the partitions of a dead member move to another one: as with Kafka. */
const leaseMs = 10_000;
const beatMs = 1_000;
const leaveLimitMs = 4_000;
/** Maximum number of events in one unit of work, and of units of work at the same time: as with Kafka. */
const eventsMax = 1_000;
const partitionsAtOnce = 3;
const lease = `make_interval(secs => ${leaseMs / 1_000})`;
const advance = `select event_log.advance($1, $2, $3, $4, $5::bigint, ${lease}) as held`;

type Held = { stop: AbortController; done: Promise<void> };

/**
 * Holds its share of the group's partitions and handles their messages until `signal` aborts. Each partition has one unit
 * of work at a time, which also moves the group's position, so that a member that has lost a partition commits nothing.
 * While the database is unavailable it waits.
 */
export async function consumeAsMember(client: PostgresLogClient, member: GroupMember): Promise<unknown> {
  const { groupId, topics, signal } = member;
  const id = randomUUID();
  const session = openSession(client);
  const heads = new LogHeads(client, topics);
  const turns = createTurns(partitionsAtOnce);
  const crash = new AbortController();
  const end = AbortSignal.any([signal, crash.signal]);
  const held = new Map<string, Held>();

  function begin(name: string, from: bigint): void {
    const stop = new AbortController();
    const until = AbortSignal.any([end, stop.signal]);
    const done = handlePartition({ session, heads, turns, member, id, name, from, signal: until })
      .catch((error: unknown) => crash.abort(error))
      .finally(() => held.delete(name));
    held.set(name, { stop, done });
  }

  /** Renews the leases and takes up what became free. Resolves to the partitions to give up for other members. */
  async function beat(): Promise<string[]> {
    const rows = await hold(session, id, member, [...held.keys()]);
    const names = rows.map(({ topic, partition }) => partitionName(topic, partition));
    for (const [name, { stop }] of held) if (!names.includes(name)) stop.abort();
    rows.forEach(({ next_offset }, index) => {
      const name = names[index];
      if (name !== undefined && !held.has(name) && !end.aborted) begin(name, BigInt(next_offset));
    });
    return names.slice(rows[0]?.share ?? names.length);
  }

  try {
    for (let failed = 0; !end.aborted;) {
      try {
        const surplus = await beat();
        member.onJoin();
        failed = 0;
        const given = surplus.flatMap((name) => held.get(name) ?? []);
        for (const { stop } of given) stop.abort();
        // Given up by the next beat, as soon as their units of work have ended.
        if (given.length > 0) await endsWithin(beatMs, Promise.all(given.map(({ done }) => done)));
        else await pause(beatMs, end);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        failed += 1;
        await pause(backoffMs(failed, 200, beatMs), end);
      }
    }
    return crash.signal.reason;
  } catch (error) {
    return error;
  } finally {
    crash.abort();
    await Promise.all([...held.values()].map(({ done }) => done));
    const left = session.rowsOf('select event_log.leave($1, $2)', [groupId, id]).catch(() => undefined);
    await endsWithin(leaveLimitMs, left);
    await Promise.all([heads.close(), session.close()]);
  }
}

type HeldRow = { topic: string; partition: number; next_offset: string; share: number };

function hold(
  session: LoneConnection,
  id: string,
  { groupId, topics }: GroupMember,
  keeps: readonly string[],
): Promise<HeldRow[]> {
  const kept = keeps.map(partitionOf);
  return session.rowsOf<HeldRow>(
    `select topic, partition, next_offset, share from event_log.hold($1, $2, $3::text[], $4::text[], $5::int[], ${lease})`,
    [groupId, id, topics, kept.map(({ topic }) => topic), kept.map(({ partition }) => partition)],
  );
}

type Handled = {
  session: LoneConnection;
  heads: LogHeads;
  turns: Turns;
  member: GroupMember;
  id: string;
  name: string;
  from: bigint;
  signal: AbortSignal;
};

/** Handles the messages of one partition in order, until it is given up or lost. */
async function handlePartition(handled: Handled): Promise<void> {
  const { session, heads, turns, name, signal } = handled;
  let next = handled.from;
  for (let failed = 0; !signal.aborted;) {
    const { low, next: written } = heads.boundsOf(name);
    if (next < low) next = low;
    if (next >= written) {
      await heads.changed(signal);
      continue;
    }
    try {
      await turns.take(signal, async () => {
        const messages = await readMessages(session, partitionOf(name), next, eventsMax);
        const last = messages.at(-1);
        if (last === undefined) return pause(beatMs, signal);
        const after = BigInt(last.offset) + 1n;
        await handleBatch(handled, messages, after);
        next = after;
      });
      failed = 0;
    } catch (error) {
      if (signal.aborted || error instanceof HandlingInterrupted) return;
      if (!isUnavailable(error)) throw error;
      failed += 1;
      await pause(backoffMs(failed, 100, 1_000), signal);
    }
  }
}

/** Handles messages. The position moves in the same unit of work as their effect; behind a dead letter, alone. */
async function handleBatch(
  { session, member, id, name, signal }: Handled,
  messages: Parameters<GroupMember['handleMessages']>[0],
  after: bigint,
): Promise<void> {
  const { topic, partition } = partitionOf(name);
  const moved = (offset: bigint) => [member.groupId, id, topic, partition, String(offset)];
  let committed: bigint | undefined;
  const position: PositionInUnit = {
    async advance(unit, offset) {
      const [row] = await runParameterized<{ held: boolean }>(unit, advance, moved(offset));
      if (row?.held !== true) throw new HandlingInterrupted('another member holds the partition');
    },
    advanced(offset) {
      committed = offset;
    },
  };
  await member.handleMessages(messages, signal, position);
  await failpoint('consumer.after-commit');
  if (committed !== after) {
    const [row] = await session.rowsOf<{ held: boolean }>(advance, moved(after));
    if (row?.held !== true) throw new HandlingInterrupted('another member holds the partition');
  }
  await failpoint('consumer.after-offset');
}
