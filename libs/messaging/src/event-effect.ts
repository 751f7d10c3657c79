import {
  endUnitOfWork,
  isUnavailable,
  runParameterized,
  sqlstate,
  type Database,
  type UnitOfWork,
} from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import {
  endsWithin,
  failpoint,
  isTracing,
  pause,
  startSpan,
  traceFields,
  type Logger,
  type Metrics,
} from '@florin/service';
import { backoffMs } from './backoff.ts';
import { createEffectMetrics } from './consumer-metrics.ts';
import { claimEvents } from './processed-events.ts';

export type EffectOptions = {
  database: Database;
  /** The consumer's own PostgreSQL schema, which contains `processed_events`. */
  schema: string;
  /**
   * Applies the effect of new events, in order, in the unit of work that also marks them as processed. It may run again
   * with the same events after a failure, and concurrently with events of another partition. It must change nothing
   * but the database.
   */
  handle: (events: FlorinEvent[], unit: UnitOfWork) => Promise<void>;
  logger: Logger;
  metrics: Metrics;
};

/**
 * Resolves to undefined when the events have had their effect, otherwise to the failure that the events themselves
 * cause. The failure is `HandlerTimedOut` when they were not handled within `withinMs` while the database answered.
 */
export type ApplyEffect = (
  events: readonly FlorinEvent[],
  signal: AbortSignal,
  withinMs: number,
  position?: { after: bigint; in: PositionInUnit },
) => Promise<unknown>;

/** For a log whose positions are in the consumer's database: they move in the unit of work of the effect. */
export type PositionInUnit = {
  /** Throws `HandlingInterrupted` when this process no longer owns the partition. */
  advance(unit: UnitOfWork, after: bigint): Promise<void>;
  /** The unit of work has committed. */
  advanced(after: bigint): void;
};

/** The process stops or no longer owns the partition. The events that were not handled are delivered again. */
export class HandlingInterrupted extends Error {
  override readonly name = 'HandlingInterrupted';
}

/** The events were not handled within their time limit, although the database answered. */
export class HandlerTimedOut extends Error {
  override readonly name = 'HandlerTimedOut';

  constructor(withinMs: number, cause: unknown) {
    super(`not handled within ${withinMs} ms, though the database answers`, { cause });
  }
}

class HandlerOverdue extends Error {
  override readonly name = 'HandlerOverdue';
}

const unavailablePauseMaxMs = 2_000;
/** A database that needs longer for one round trip is slow itself, and the events are not the cause. */
const pingLimitMs = 1_000;
/**
 * PostgreSQL ends a session that is idle inside a unit of work after 3 s, which looks like a lost connection. A
 * connection lost after at least this time counts as a time limit.
 */
const idleSessionEndsMs = 2_500;

/**
 * Creates a function that claims events and applies their effect in one unit of work. It retries while the database is
 * unavailable or busy, until `signal` aborts (`HandlingInterrupted`).
 */
export function createEffect(options: EffectOptions): ApplyEffect {
  const { database, schema, handle, logger } = options;
  const metrics = createEffectMetrics(options.metrics);

  async function claimAndHandle(
    events: readonly FlorinEvent[],
    unit: UnitOfWork,
    withinMs: number,
    position: Parameters<ApplyEffect>[3],
  ): Promise<FlorinEvent[]> {
    const fresh = await claimEvents(unit, schema, events);
    if (fresh.length > 0) await handleWithin(withinMs, handle, fresh, unit);
    await position?.in.advance(unit, position.after);
    await failpoint('consumer.before-commit');
    return fresh;
  }

  const databaseAnswers = () => endsWithin(pingLimitMs, database.ping()).catch(() => false);

  const apply: ApplyEffect = async (events, signal, withinMs, position) => {
    for (let failed = 0; ;) {
      if (signal.aborted) throw new HandlingInterrupted('stopped before the events were handled');
      const begunAt = Date.now();
      try {
        await failpoint('consumer.before-effect');
        const fresh = await database.unitOfWork((unit) => claimAndHandle(events, unit, withinMs, position));
        position?.in.advanced(position.after);
        if (failed > 0) logger.info({ attempts: failed + 1, ...traceOf(events) }, 'events are handled again');
        metrics.handled(events, fresh);
        return undefined;
      } catch (error) {
        if (error instanceof HandlingInterrupted) throw error;
        const outOfTime = isOutOfTime(error, Date.now() - begunAt);
        if (!outOfTime && isCausedByEvents(error)) return error;
        if (outOfTime && (await databaseAnswers())) return new HandlerTimedOut(withinMs, error);
        failed += 1;
        metrics.waited();
        if (failed % 20 === 1)
          logger.warn(
            { err: error, failed, ...traceOf(events) },
            'events cannot be handled yet, trying again',
          );
        await pause(backoffMs(failed, 100, unavailablePauseMaxMs), signal);
      }
    }
  };

  return (events, signal, withinMs, position) =>
    traced(events, logger, (some) => apply(some, signal, withinMs, position));
}

/** The trace of the first traced event, for a log line about all of them. */
const traceOf = (events: readonly FlorinEvent[]) =>
  traceFields(events.find(({ traceparent }) => traceparent !== undefined)?.traceparent);

/** Records how long each traced event is handled, with the others of its unit of work. Its effects name that span. */
async function traced(
  events: readonly FlorinEvent[],
  logger: Logger,
  apply: (events: readonly FlorinEvent[]) => Promise<unknown>,
): Promise<unknown> {
  if (!isTracing()) return apply(events);
  const spans = events.map(({ type, id, traceparent }) =>
    traceparent === undefined
      ? undefined
      : startSpan('handle', {
          kind: 'consumer',
          parent: traceparent,
          attributes: { 'florin.event_type': type, 'florin.event_id': id },
        }),
  );
  let failed = true;
  try {
    const failure = await apply(
      events.map((event, index) => {
        const span = spans[index];
        return span === undefined ? event : { ...event, traceparent: span.traceparent };
      }),
    );
    failed = failure !== undefined;
    return failure;
  } finally {
    for (const [index, span] of spans.entries()) {
      span?.end({ failed });
      if (span && !failed)
        logger.debug({ event: events[index]?.id, trace_id: span.traceId }, 'handled an event');
    }
  }
}

/**
 * Handles events for `withinMs` at most. The database ends statements that take longer; a handler that waits for
 * something else is abandoned, and every statement that it still runs throws.
 */
async function handleWithin(
  withinMs: number,
  handle: EffectOptions['handle'],
  events: FlorinEvent[],
  unit: UnitOfWork,
): Promise<void> {
  await runParameterized(unit, "select set_config('statement_timeout', $1, true)", [String(withinMs)]);
  if (await endsWithin(withinMs, handle(events, unit))) return;
  endUnitOfWork(unit);
  throw new HandlerOverdue(`the handler did not end within ${withinMs} ms`);
}

/**
 * Whether an attempt failed at a time limit: that of the handler, of a statement (57014) or of an idle session (25P03),
 * or with a connection that was lost after a time in which PostgreSQL ends an idle session. Waiting for another lock
 * (55P03) does not count, because the unit of work that holds the lock ends.
 */
function isOutOfTime(error: unknown, lastedMs: number): boolean {
  if (error instanceof HandlerOverdue) return true;
  const state = sqlstate(error);
  if (state !== undefined) return state === '57014' || state === '25P03';
  return isUnavailable(error) && lastedMs >= idleSessionEndsMs;
}

/**
 * Whether the events themselves cause this failure, so that endless retries would block all events behind them: an
 * error of the handler, or an error of PostgreSQL about the data (SQLSTATE classes 22 data exception, 23 constraint
 * violation, P0 raised by a function). All other database errors (unavailable, time limit, read-only, a table that is
 * not migrated yet) are temporary.
 */
function isCausedByEvents(error: unknown): boolean {
  if (isUnavailable(error)) return false;
  const state = sqlstate(error);
  return state === undefined || /^(22|23|P0)/.test(state);
}
