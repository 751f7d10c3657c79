import { runParameterized, type Database, type UnitOfWork } from '@florin/database';
import { consumerGroups, deadLetterTopic, topics as bankTopics } from '@florin/events';
import { createMetrics, failpoint, pause, type Logger } from '@florin/service';
import { deadLetterSettings } from '../dead-letters.ts';
import { partitionOf, type EventLogAddress, type LogAdmin } from '../event-log.ts';
import { messagesBetween } from '../log-positions.ts';
import { eventLogAt } from '../open-log.ts';
import { createPublisher, type Publisher } from '../publisher.ts';
import { ensureTopics } from '../topics.ts';
import { readUsedLog } from '../used-log.ts';
import {
  beginningOf,
  copyTopic,
  endOf,
  insertMark,
  readMarks,
  topicsOf,
  type Mark,
  type Side,
} from './copy-topic.ts';
import { moveGroupPositions, readGroupPositions } from './group-positions.ts';

/** The events cannot be moved: one line that says why. Nothing is published twice or lost. */
export class CannotMove extends Error {
  override readonly name = 'CannotMove';
}

type MoveOptions = {
  /** As the owner of the schema `event_log`. */
  database: Database;
  /** Both logs; the database knows which one is in use. */
  logs: readonly EventLogAddress[];
  /** The name of the log to move to, in lower case. */
  to: string;
  logger: Logger;
  signal: AbortSignal;
  /** Called after each batch, with the number of messages that this call has copied. */
  onProgress: (copied: number) => void;
  /** Runs in the unit of work that changes the log in use. */
  record: (unit: UnitOfWork, moved: { from: string; to: string }) => Promise<void>;
};

export type Moved = { from: string; to: string; copied: number; closedMs: number };

/** What may be left when publishing stops: about a second of copying. */
const littleLeft = 5_000n;
const roundsMax = 10;
const mayPublishLock = `pg_advisory_xact_lock(hashtext('florin event log used'))`;

/**
 * Moves a bank's events to the other log, while the bank runs: copies everything, lets nobody publish, copies the rest, gives the
 * consumer groups their positions and changes the log in use. Events that are committed meanwhile wait in their outbox. Safe
 * to repeat after a kill at any line. The first log keeps its messages. Resolves to undefined when the log is in use already,
 * also when a move away from it has begun: that move is given up. Throws `CannotMove`.
 */
export async function moveEvents(options: MoveOptions): Promise<Moved | undefined> {
  const { database, logs, to, logger, signal } = options;
  const sides = logs.map((address) => sideOf(address));
  try {
    const target = sides.find(({ name }) => name.toLowerCase() === to);
    const used = await readUsedLog(database);
    // A bank that no app has used yet has nothing to move.
    const source = sides.find(({ name }) => name === (used?.log ?? target?.name));
    if (target === undefined || source === undefined)
      throw new CannotMove(
        `the address of ${target === undefined ? to : used?.log} is not given: set KAFKA_BROKERS`,
      );
    if (source === target) return await stay(database, target);
    for (const { admin, name, address } of [source, target]) {
      await eventLogAt({ ...address, clientId: 'move' }).check(logger);
      await admin.connect().catch((cause: unknown) => {
        throw new CannotMove(`${name} does not answer: the events stay in ${source.name}`, { cause });
      });
    }
    return await alone(database, signal, () => move({ ...options, source, target }));
  } finally {
    await Promise.all(sides.map(({ admin }) => admin.close().catch(() => undefined)));
  }
}

function sideOf(address: EventLogAddress): Side {
  const log = eventLogAt({ ...address, clientId: 'move' });
  return { name: log.name, address, admin: patiently(log.openAdmin()) };
}

const attemptsMax = 10;
const pauseMs = 500;

/** Repeats requests that a broker refuses for some seconds, because the topic is new or the group's coordinator moves. */
function patiently(admin: LogAdmin): LogAdmin {
  async function again<T>(request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        if (attempt === attemptsMax) throw error;
        await pause(pauseMs);
      }
    }
  }
  return {
    ...admin,
    topicNames: () => again(() => admin.topicNames()),
    bounds: (topic) => again(() => admin.bounds(topic)),
    committed: (groupId, topics) => again(() => admin.committed(groupId, topics)),
    commit: (groupId, topic, offsets) => again(() => admin.commit(groupId, topic, offsets)),
  };
}

/** Gives up a move that has begun. What it copied is not trusted by a later one. */
async function stay(database: Database, { name }: Side): Promise<undefined> {
  await database.unitOfWork(async (unit) => {
    const run = (sql: string, values: unknown[] = []) => runParameterized(unit, sql, values);
    await run('insert into event_log.used (log) values ($1) on conflict do nothing', [name]);
    const given = await run(
      'update event_log.used set copying_to = null, moving_to = null where copying_to is not null returning log',
    );
    if (given.length > 0) await run('delete from event_log.copied');
  });
}

async function alone<T>(database: Database, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  let result: { is: T } | undefined;
  const either = AbortSignal.any([signal, done.signal]);
  await database.whileLeader('move of the events', either, async () => {
    try {
      result = { is: await work() };
    } finally {
      done.abort();
    }
  });
  if (result === undefined) throw new CannotMove('stopped: repeat the command, which goes on');
  return result.is;
}

type Move = MoveOptions & { source: Side; target: Side };

async function move(options: Move): Promise<Moved> {
  const { database, source, target, logger, record } = options;
  const publisher = await createPublisher({
    ...target.address,
    ...{ clientId: 'move', logger, metrics: createMetrics('move') },
  });
  try {
    const copied = { messages: 0 };
    await begin(options);
    for (let round = 1; round <= roundsMax; round++)
      if ((await copyAll(options, publisher, copied)) <= littleLeft) break;
    const closedAt = performance.now();
    await database.unitOfWork(async (unit) => {
      await runParameterized(unit, `select ${mayPublishLock}`, []);
      await runParameterized(unit, 'update event_log.used set moving_to = $1', [target.name]);
    });
    await failpoint('log-move.after-close');
    const topics = [...topicsOf(await readMarks(database, source.name, target.name))];
    // Before the last copy: consumers still put events into their dead letters, and then move their positions.
    const positions = await readGroupPositions(groupsOf(topics), topics, source);
    await copyAll(options, publisher, copied);
    const marks = await readMarks(database, source.name, target.name);
    for (const [groupId, committed] of positions)
      await moveGroupPositions(groupId, committed, { marks, source, target });
    await failpoint('log-move.after-positions');
    await switchTo(options, marks, (unit) => record(unit, { from: source.name, to: target.name }));
    await failpoint('log-move.after-switch');
    const closedMs = Math.round(performance.now() - closedAt);
    return { from: source.name, to: target.name, copied: copied.messages, closedMs };
  } finally {
    await publisher.close();
  }
}

/** The bank's topics and dead letters, in a log that others may use too. */
async function topicsIn({ admin }: Side): Promise<string[]> {
  const known = new Set<string>(bankTopics);
  return (await admin.topicNames()).filter((topic) => known.has(topic) || deadLetters.test(topic)).sort();
}

const deadLetters = new RegExp(`^(${consumerGroups.join('|')})(-.*)?\\.dead-letters$`);

/** Each consumer creates the topic of its dead letters at its start. */
const groupsOf = (topics: readonly string[]): string[] =>
  topics
    .filter((topic) => deadLetters.test(topic))
    .map((topic) => topic.slice(0, -deadLetterTopic('').length));

/** Writes down where the copy of each topic begins, or finds it written by a move that was killed. */
async function begin({ database, source, target, logger, signal }: Move): Promise<void> {
  const [row] = await database.query<{ to: string | null }>(
    'select copying_to as to from event_log.used',
    [],
  );
  const goesOn = row?.to === target.name;
  const known = await readMarks(database, source.name, target.name);
  const topics = (await topicsIn(source)).filter((topic) => !goesOn || !topicsOf(known).has(topic));
  const marks: Mark[] = [];
  for (const topic of topics) {
    const partitions = (await source.admin.bounds(topic)).length;
    const settings = deadLetters.test(topic) ? deadLetterSettings : {};
    const client = { ...target.address, clientId: 'move', logger, signal };
    await ensureTopics({ ...client, topics: [topic], partitions, settings });
    const there = (await target.admin.bounds(topic)).length;
    if (there !== partitions)
      throw new CannotMove(
        `${topic} has ${partitions} partitions in ${source.name} and ${there} in ${target.name}: accounts would change theirs`,
      );
    marks.push(...(await beginningOf(topic, { source, target, last: goesOn ? new Map() : known })));
  }
  await database.unitOfWork(async (unit) => {
    if (!goesOn) await runParameterized(unit, 'delete from event_log.copied', []);
    for (const { name, begin: from, beginAtTarget, continues } of marks) {
      const { topic, partition } = partitionOf(name);
      const own = [source.name, String(from), continues, target.name, String(beginAtTarget)];
      await runParameterized(unit, insertMark, [topic, partition, ...own]);
    }
    await runParameterized(unit, 'update event_log.used set copying_to = $1', [target.name]);
  });
}

/** Copies what every topic has now. Resolves to the number of messages that were written meanwhile. */
async function copyAll(options: Move, publisher: Publisher, copied: { messages: number }): Promise<bigint> {
  const { database, source, target, signal, onProgress } = options;
  // A consumer may have created a topic since.
  await begin(options);
  const marks = await readMarks(database, source.name, target.name);
  for (const topic of topicsOf(marks)) {
    const onCopied = (messages: number) => onProgress((copied.messages += messages));
    const to = await endOf(topic, source);
    await copyTopic({ database, source, target, publisher, signal }, { topic, marks, to, onCopied });
  }
  let left = 0n;
  const now = await readMarks(database, source.name, target.name);
  for (const topic of topicsOf(now))
    left += messagesBetween(
      new Map([...now].map(([name, { next }]) => [name, next])),
      await endOf(topic, source),
    );
  return left;
}

/** The other log is in use from this commit on, and both have the same messages. */
async function switchTo(
  { database, target }: Move,
  marks: ReadonlyMap<string, Mark>,
  record: (unit: UnitOfWork) => Promise<void>,
): Promise<void> {
  const ends: [string, number, bigint][] = [];
  for (const topic of topicsOf(marks))
    for (const [name, end] of await endOf(topic, target))
      ends.push([topic, partitionOf(name).partition, end]);
  await database.unitOfWork(async (unit) => {
    const run = (sql: string, values: unknown[]) => runParameterized(unit, sql, values);
    await run(`select ${mayPublishLock}`, []);
    await run(
      `update event_log.copied c set next_offset = e.next_offset
       from unnest($2::text[], $3::int[], $4::bigint[]) as e (topic, partition, next_offset)
       where c.log = $1 and c.topic = e.topic and c.partition = e.partition`,
      [
        target.name,
        ends.map(([topic]) => topic),
        ends.map(([, partition]) => partition),
        ends.map(([, , end]) => String(end)),
      ],
    );
    await run(
      'update event_log.used set log = $1, since = clock_timestamp(), copying_to = null, moving_to = null',
      [target.name],
    );
    await record(unit);
    await failpoint('log-move.before-switch');
  });
}
