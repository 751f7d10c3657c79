import { isUnavailable, sqlstate } from '@florin/database';

/**
 * Whether this failure belongs to the events themselves, so that trying again for ever would stop everything
 * behind them: what the handler threw, or what PostgreSQL says of the data (SQLSTATE classes 22 data exception,
 * 23 constraint violation, P0 raised by a function). Everything else that a database says (away, out of time,
 * read-only, a table not migrated yet) passes without anyone touching the events.
 */
export function isEventsFault(error: unknown): boolean {
  if (isUnavailable(error)) return false;
  const state = sqlstate(error);
  return state === undefined || /^(22|23|P0)/.test(state);
}
