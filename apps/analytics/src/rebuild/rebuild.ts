import { runParameterized, type Database, type Leadership, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import {
  committedPosition,
  createLogHandler,
  logBounds,
  messagesBetween,
  readLog,
  type LogPosition,
} from '@florin/messaging';
import { createLogger, createMetrics, failpoint } from '@florin/service';
import { analyticsSchema } from '../migrate.ts';
import { rolledUpTopics, handleEvents } from '../rollups/handle-events.ts';
import { compareTables, countLostEvents, knownEvents, type Difference } from './compare-tables.ts';
import { lostEvents, refuseGaps } from './log-gaps.ts';
import {
  dropSecondTables,
  openSecondTables,
  replacedSchema,
  rollupTables,
  secondSchema,
  swapTables,
} from './second-tables.ts';

export type RebuildOptions = {
  database: Database;
  brokers: readonly string[];
  /** The running consumer's: its place in the log tells which events the tables in use know. */
  groupId: string;
  /** Messages read so far, of how many. */
  onProgress: (read: number, of: number) => void;
  signal: AbortSignal;
};

export type Rebuilt = {
  /** Events with an effect in the rebuilt tables. */
  events: number;
  /** Messages that are no readable event. */
  skipped: number;
  /** Where the tables that were in use said something else. */
  differences: Difference[];
};

/** When this little is left, the consumer is made to wait while it is read. */
const restWhileConsumerWaits = 1_000n;
const roundsMax = 20;

/**
 * Makes all roll-ups anew from the first event of the log on, in a second set of tables, and compares them with those
 * in use; with `swap` they take their place. The consumer goes on meanwhile and waits only for the end of the log and
 * the swap: one unit of work behind a lock that its own units of work need. Both sides then know the same events, so
 * any difference is a fault of the tables that were in use. Throws LogIncomplete.
 */
export async function rebuild(options: RebuildOptions & { swap: boolean }): Promise<Rebuilt> {
  const { database, signal } = options;
  const done = new AbortController();
  let outcome: { rebuilt: Rebuilt } | { error: unknown } | undefined;
  // One at a time: two would make, and drop, the same second tables.
  await database.whileLeader(
    'analytics-rebuild',
    AbortSignal.any([signal, done.signal]),
    async (leadership) => {
      outcome = await rebuildAlone({ ...options, signal: leadership.lost, leadership }).then(
        (rebuilt) => ({ rebuilt }),
        (error: unknown) => ({ error }),
      );
      done.abort();
    },
  );
  if (!outcome) throw signal.reason;
  if ('error' in outcome) throw outcome.error;
  return outcome.rebuilt;
}

async function rebuildAlone(
  options: RebuildOptions & { swap: boolean; leadership: Leadership },
): Promise<Rebuilt> {
  const { database, swap, leadership } = options;
  const tables = await database.read(rollupTables);
  await database.unitOfWork((unit) => openSecondTables(unit, tables));
  try {
    const reader = createReader(options);
    const reached = await reader.readWhatConsumerHasRead();
    return await database.unitOfWork(async (view) => {
      await runParameterized(view, 'set transaction isolation level repeatable read, read only', []);
      await whileConsumerWaits(database, async (unit) => {
        await reader.readWhatConsumerKnows(reached);
        const lost = await countLostEvents(unit);
        if (lost > 0) throw lostEvents(lost);
        await beginView(view);
        await leadership.assertIn(unit);
        await failpoint('rebuild.before-swap');
        if (swap) await swapTables(unit, tables);
      });
      await failpoint('rebuild.after-swap');
      const schemas = swap
        ? { inUse: replacedSchema, rebuilt: analyticsSchema }
        : { inUse: analyticsSchema, rebuilt: secondSchema };
      const differences = await compareTables(view, tables, schemas);
      return { events: await countEvents(view, schemas.rebuilt), skipped: reader.skipped(), differences };
    });
  } finally {
    await database.unitOfWork(dropSecondTables);
  }
}

/** Once only: where the swap and somebody's question stop each other, all of it is done again from the view on. */
const whileConsumerWaits = (database: Database, work: (unit: UnitOfWork) => Promise<void>) =>
  database.unitOfWork(
    async (unit) => {
      await runParameterized(unit, `lock table ${analyticsSchema}.processed_events in exclusive mode`, []);
      await work(unit);
    },
    { attempts: 1 },
  );

/**
 * From its first question on a view sees what was there then: it compares both sides as they are now, long after the
 * consumer has gone on. It has touched no table, so it is in no swap's way.
 */
const beginView = (view: UnitOfWork) => runParameterized(view, 'select 1', []);

function createReader({ database, brokers, groupId, onProgress, signal }: RebuildOptions) {
  const address = { brokers, clientId: 'analytics-rebuild', topics: rolledUpTopics };
  const log = createLogHandler({
    database,
    schema: secondSchema,
    handle: (events, unit) => handleEvents(events, unit, secondSchema),
    logger: createLogger({ service: 'analytics-rebuild', level: 'warn' }),
    metrics: createMetrics('analytics-rebuild'),
  });
  let done = 0;

  async function read(from: LogPosition, to: LogPosition, choose?: typeof knownOnly): Promise<void> {
    const all = done + Number(messagesBetween(from, to));
    await readLog({
      ...{ brokers, topics: rolledUpTopics, from, to, signal },
      onBatch: async (messages, until) => {
        await log.handle(messages, until, choose);
        done += messages.length;
        onProgress(done, all);
      },
    });
  }

  async function knownOnly(events: readonly FlorinEvent[]): Promise<FlorinEvent[]> {
    const ids = events.map(({ id }) => id);
    const known = await database.read((unit) => knownEvents(unit, ids));
    return events.filter(({ id }) => known.has(id));
  }

  return {
    skipped: () => log.skipped(),

    /** Reads up to the consumer's place, again and again until it is close; answers with the place reached. */
    async readWhatConsumerHasRead(): Promise<LogPosition> {
      const { low } = await logBounds(address);
      refuseGaps(low);
      let from: LogPosition = low;
      for (let round = 1; round <= roundsMax; round++) {
        const committed = await committedPosition({ ...address, groupId });
        const to = laterPlace(from, committed);
        if (messagesBetween(from, to) <= (round === 1 ? 0n : restWhileConsumerWaits)) break;
        await read(from, to);
        from = to;
      }
      return from;
    },

    /** Of the rest, takes what the tables in use know: an effect commits before its place in the log does. */
    async readWhatConsumerKnows(from: LogPosition): Promise<void> {
      const { high } = await logBounds(address);
      await read(from, high, knownOnly);
    },
  };
}

/** A group that was set back has read what it had read before. */
function laterPlace(from: LogPosition, committed: LogPosition): LogPosition {
  return new Map(
    [...from].map(([place, offset]) => {
      const other = committed.get(place) ?? offset;
      return [place, other > offset ? other : offset];
    }),
  );
}

async function countEvents(unit: UnitOfWork, schema: string): Promise<number> {
  const [row] = await runParameterized<{ events: number }>(
    unit,
    `select count(*)::int as events from ${schema}.processed_events`,
    [],
  );
  return row!.events;
}
