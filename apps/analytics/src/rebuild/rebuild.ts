import {
  checkOperatorActions,
  readOneRow,
  recordOperatorAction,
  runParameterized,
  type Database,
  type Leadership,
  type UnitOfWork,
} from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import {
  type EventLogAddress,
  committedPosition,
  createLogHandler,
  logBounds,
  messagesBetween,
  readLog,
  type LogPosition,
} from '@florin/messaging';
import { actorView, operatorActor } from '@florin/rules';
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
  eventLog: EventLogAddress;
  /** The running consumer's group: its offsets show which events are counted in the tables in use. */
  groupId: string;
  /** Reports the number of messages read so far and in total. */
  onProgress: (read: number, of: number) => void;
  signal: AbortSignal;
  /** Who replaces the tables; recorded in the commit that does. */
  operator: string;
};

export type Rebuilt = {
  /** Events with an effect in the rebuilt tables. */
  events: number;
  /** Messages that are not valid events. */
  skipped: number;
  /** The differences from the tables that were in use. */
  differences: Difference[];
};

/** When at most this many messages are left, the consumer is blocked while they are read. */
const maxMessagesWhileBlocked = 1_000n;
const maxRounds = 20;

/**
 * Rebuilds all roll-ups from the first event of the log in a second set of tables, and compares them with those in use;
 * with `swap` it replaces them. The consumer continues meanwhile. It is blocked only while the end of the log is read and the
 * tables are swapped, by a lock that its units of work need. Both sides then contain the same events, so any difference is an
 * error in the tables that were in use. Throws LogIncomplete.
 */
export async function rebuild(options: RebuildOptions & { swap: boolean }): Promise<Rebuilt> {
  const { database, signal } = options;
  const done = new AbortController();
  let outcome: { rebuilt: Rebuilt } | { error: unknown } | undefined;
  // One rebuild at a time: two would create and drop the same second tables.
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
  if (swap) await checkOperatorActions(database);
  const tables = await database.read(rollupTables);
  await database.unitOfWork((unit) => openSecondTables(unit, tables));
  try {
    const reader = createReader(options);
    const reached = await reader.readWhatConsumerHasRead();
    return await database.unitOfWork(async (view) => {
      await runParameterized(view, 'set transaction isolation level repeatable read, read only', []);
      await whileConsumerIsBlocked(database, async (unit) => {
        await reader.readWhatConsumerKnows(reached);
        const lost = await countLostEvents(unit);
        if (lost > 0) throw lostEvents(lost);
        await beginView(view);
        await leadership.assertIn(unit);
        await failpoint('rebuild.before-swap');
        if (swap) {
          await swapTables(unit, tables);
          await recordOperatorAction(unit, {
            actor: actorView(operatorActor(options.operator)),
            object: { type: 'rollups', name: analyticsSchema },
            action: 'rebuild',
            details: { tables: tables.length },
          });
        }
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

/** Runs `work` while the consumer is blocked. One attempt: after a deadlock with a query the whole rebuild is repeated. */
const whileConsumerIsBlocked = (database: Database, work: (unit: UnitOfWork) => Promise<void>) =>
  database.unitOfWork(
    async (unit) => {
      await runParameterized(unit, `lock table ${analyticsSchema}.processed_events in exclusive mode`, []);
      await work(unit);
    },
    { attempts: 1 },
  );

/**
 * Fixes the snapshot of the view by its first query, so that it compares both sides as of now, while the consumer continues.
 * The query reads no table, so it does not block the swap.
 */
const beginView = (view: UnitOfWork) => runParameterized(view, 'select 1', []);

function createReader({ database, eventLog, groupId, onProgress, signal }: RebuildOptions) {
  const address = { ...eventLog, clientId: 'analytics-rebuild', topics: rolledUpTopics };
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
      ...eventLog,
      ...{ topics: rolledUpTopics, from, to, signal },
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

    /** Reads up to the consumer's offsets, repeatedly until it is close to them; returns the offsets that it reached. */
    async readWhatConsumerHasRead(): Promise<LogPosition> {
      const { low } = await logBounds(address);
      refuseGaps(low);
      let from: LogPosition = low;
      for (let round = 1; round <= maxRounds; round++) {
        const committed = await committedPosition({ ...address, groupId });
        const to = laterPosition(from, committed);
        if (messagesBetween(from, to) <= (round === 1 ? 0n : maxMessagesWhileBlocked)) break;
        await read(from, to);
        from = to;
      }
      return from;
    },

    /** Reads the rest and handles the events that are counted in the tables in use: effects commit before offsets do. */
    async readWhatConsumerKnows(from: LogPosition): Promise<void> {
      const { high } = await logBounds(address);
      await read(from, high, knownOnly);
    },
  };
}

/** The later of both offsets of each partition: a group whose offsets were reset has still read the later ones. */
function laterPosition(from: LogPosition, committed: LogPosition): LogPosition {
  return new Map(
    [...from].map(([place, offset]) => {
      const other = committed.get(place) ?? offset;
      return [place, other > offset ? other : offset];
    }),
  );
}

async function countEvents(unit: UnitOfWork, schema: string): Promise<number> {
  const row = await readOneRow<{ events: number }>(
    unit,
    `select count(*)::int as events from ${schema}.processed_events`,
    [],
  );
  return row.events;
}
