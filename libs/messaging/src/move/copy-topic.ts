import type { Database } from '@florin/database';
import { failpoint } from '@florin/service';
import {
  partitionName,
  partitionOf,
  type LogAdmin,
  type LogPosition,
  type ReceivedMessage,
} from '../event-log.ts';
import type { EventLogAddress } from '../event-log.ts';
import type { OutgoingMessage, Publisher } from '../publisher.ts';
import { readLog } from '../read-log.ts';

/** One of the two logs of a move. */
export type Side = { name: string; address: EventLogAddress; admin: LogAdmin };

/** Where the copy of a partition began in both logs, and how far it has come in the first one. */
export type Mark = {
  name: string;
  begin: bigint;
  next: bigint;
  beginAtTarget: bigint;
  nextAtTarget: bigint;
  /** Whether the messages before `begin` are those before `beginAtTarget`. */
  continues: boolean;
};

/** The marks of the last move between two logs. */
export async function readMarks(
  database: Database,
  source: string,
  target: string,
): Promise<Map<string, Mark>> {
  const rows = await database.query<
    Record<'topic' | 'begin' | 'next' | 'at' | 'to', string> & {
      partition: number;
      continues: boolean;
    }
  >(
    `select s.topic, s.partition, s.begin_offset::text as begin, s.next_offset::text as next, s.continues,
       t.begin_offset::text as at, t.next_offset::text as to
     from event_log.copied s join event_log.copied t on t.topic = s.topic and t.partition = s.partition
     where s.log = $1 and t.log = $2`,
    [source, target],
  );
  return new Map(
    rows.map(({ topic, partition, begin, next, continues, at, to }) => {
      const name = partitionName(topic, partition);
      const offsets = {
        begin: BigInt(begin),
        next: BigInt(next),
        beginAtTarget: BigInt(at),
        nextAtTarget: BigInt(to),
      };
      return [name, { name, ...offsets, continues }];
    }),
  );
}

/**
 * Where the copy of a topic begins: where the last move between the two logs ended, if both still have what it left, and
 * otherwise with everything, behind what the target has.
 */
export async function beginningOf(
  topic: string,
  { source, target, last }: { source: Side; target: Side; last: ReadonlyMap<string, Mark> },
): Promise<Mark[]> {
  const there = new Map((await target.admin.bounds(topic)).map((bounds) => [bounds.partition, bounds]));
  return (await source.admin.bounds(topic)).map(({ partition, low, high }) => {
    const name = partitionName(topic, partition);
    const { low: lowThere = 0n, high: highThere = 0n } = there.get(partition) ?? {};
    const mark = last.get(name);
    const isThere = mark && low <= mark.next && mark.next <= high && mark.nextAtTarget <= highThere;
    const [begin, at] = isThere ? [mark.next, mark.nextAtTarget] : [low, highThere];
    const continues = isThere ?? lowThere === highThere;
    return { name, begin, next: begin, beginAtTarget: at, nextAtTarget: at, continues };
  });
}

export const insertMark = `
  insert into event_log.copied (topic, partition, log, begin_offset, next_offset, continues)
  values ($1, $2, $3, $4::bigint, $4::bigint, $5), ($1, $2, $6, $7::bigint, $7::bigint, $5)`;

type Copy = { database: Database; source: Side; target: Side; publisher: Publisher; signal: AbortSignal };

/**
 * Copies the messages of one topic up to `to`, in the order of each partition and with their times, and marks each batch as
 * copied. A copy that was killed in between repeats one batch.
 */
export async function copyTopic(
  { database, source, target, publisher, signal }: Copy,
  {
    topic,
    marks,
    to,
    onCopied,
  }: {
    topic: string;
    marks: ReadonlyMap<string, Mark>;
    to: LogPosition;
    onCopied: (messages: number) => void;
  },
): Promise<void> {
  const from = new Map([...to.keys()].map((name) => [name, marks.get(name)?.next ?? 0n]));
  await readLog({
    ...source.address,
    ...{ topics: [topic], from, to, signal },
    async onBatch(messages) {
      const [first] = messages;
      const last = messages.at(-1);
      if (first === undefined || last === undefined) return;
      await publisher.publish(messages.map(asOutgoing), signal);
      await failpoint('log-move.after-batch');
      const name = partitionName(topic, first.partition);
      const next = BigInt(last.offset) + 1n;
      // Offsets that have no message: what follows them begins earlier in the target.
      const missing = next - (from.get(name) ?? 0n) - BigInt(messages.length);
      from.set(name, next);
      await database.query(markCopied, [
        topic,
        first.partition,
        source.name,
        String(next),
        target.name,
        String(missing),
      ]);
      await failpoint('log-move.after-mark');
      onCopied(messages.length);
    },
  });
}

const markCopied = `
  update event_log.copied c set
    next_offset = case c.log when $3 then $4::bigint else c.next_offset end,
    begin_offset = case c.log when $5 then greatest(c.begin_offset - $6::bigint, 0) else c.begin_offset end
  where c.topic = $1 and c.partition = $2`;

function asOutgoing({ topic, key, value, headers = {}, timestamp }: ReceivedMessage): OutgoingMessage {
  const texts = Object.entries(headers).map(([name, header]) => [name, String(header ?? '')]);
  return { topic, key, value, headers: Object.fromEntries(texts), timestamp };
}

/** Where the partitions of a topic end now. */
export async function endOf(topic: string, { admin }: Side): Promise<Map<string, bigint>> {
  return new Map(
    (await admin.bounds(topic)).map(({ partition, high }) => [partitionName(topic, partition), high]),
  );
}

/** The topics of some marks. */
export const topicsOf = (marks: ReadonlyMap<string, Mark>): Set<string> =>
  new Set([...marks.keys()].map((name) => partitionOf(name).topic));
