import { endUnitOfWork, isUnavailable, runParameterized, sqlstate, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { endsWithin } from './backoff.ts';

type Handle = (events: FlorinEvent[], unit: UnitOfWork) => Promise<void>;

/** The events were not handled in time, though the database answered. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(withinMs: number, cause: unknown) {
    super(`not handled within ${withinMs} ms, though the database answers`, { cause });
  }
}

class HandlerOverdue extends Error {
  override readonly name = 'HandlerOverdue';
}

/** A session that says nothing inside a unit of work is ended by the database after 3 s: the connection is lost. */
const silenceEndsMs = 2_500;

/**
 * Whether an attempt ran into a time limit: ours, that of a statement (57014), that of a silent session (25P03), or a
 * connection that was lost after a silence so long that the database has ended it. A wait for somebody else's lock
 * (55P03) is none of it: the other one's unit of work ends.
 */
export function isOutOfTime(error: unknown, lastedMs: number): boolean {
  if (error instanceof HandlerOverdue) return true;
  const state = sqlstate(error);
  if (state !== undefined) return state === '57014' || state === '25P03';
  return isUnavailable(error) && lastedMs >= silenceEndsMs;
}

/**
 * Handles events for `withinMs` at most. The database ends statements that take longer; a handler that waits for
 * something else is abandoned, and every statement that it still runs throws.
 */
export async function handleInTime(
  handle: Handle,
  events: FlorinEvent[],
  unit: UnitOfWork,
  withinMs: number,
): Promise<void> {
  await runParameterized(unit, "select set_config('statement_timeout', $1, true)", [String(withinMs)]);
  const handling = handle(events, unit);
  if (await endsWithin(handling, withinMs)) return;
  endUnitOfWork(unit);
  // The result of the late handler no longer matters, and its failure must not end the process.
  handling.catch(() => undefined);
  throw new HandlerOverdue(`the handler was not done within ${withinMs} ms`);
}
