import {
  ConnectionError,
  RateLimitError,
  ServerError,
  type Transaction,
  type TransactionFilters,
} from '@florin/sdk';

/**
 * How far back every request looks, in milliseconds. A transaction's time is that of its decision, but it becomes visible
 * at its commit. The bank ends a unit of work long before this, so nothing becomes visible further back.
 */
export const overlapMs = 30_000;

const longestPauseMs = 15_000;

export type FollowOptions = {
  list(filters: TransactionFilters): AsyncIterable<Transaction>;
  filters: TransactionFilters;
  /** The start time. */
  sinceMs: number;
  everyMs: number;
  /** Called once each time the bank becomes unreachable. Following continues by itself. */
  onAway(error: Error): void;
  pause(delayMs: number): Promise<void>;
  stop: AbortSignal;
};

/**
 * Yields every transaction from a time on, each once, without end. Those of one account are in order: the next one is
 * decided only after the previous one is committed, so a response with the next contains the previous one too.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<Transaction> {
  const seen = new Map<string, number>();
  let newestMs = options.sinceMs;
  let failures = 0;
  while (!options.stop.aborted) {
    try {
      const fresh = await look(options, seen, newestMs);
      failures = 0;
      for (const transaction of fresh) {
        newestMs = Math.max(newestMs, Date.parse(transaction.created_at));
        seen.set(transaction.id, Date.parse(transaction.created_at));
        yield transaction;
      }
      forget(seen, newestMs - overlapMs);
    } catch (error) {
      if (!passes(error)) throw error;
      failures += 1;
      if (failures === 1) options.onAway(error);
    }
    await options.pause(Math.min(longestPauseMs, options.everyMs * 2 ** Math.min(failures, 6)));
  }
}

/** The transactions that became visible since the last request, oldest first: by id (time), and within an account by version. */
async function look(
  { list, filters, sinceMs }: FollowOptions,
  seen: Map<string, number>,
  newestMs: number,
): Promise<Transaction[]> {
  const fromMs = Math.max(sinceMs, newestMs - overlapMs);
  const fresh: Transaction[] = [];
  const created_from = new Date(fromMs).toISOString();
  for await (const transaction of list({ ...filters, created_from, limit: 100 }))
    if (!seen.has(transaction.id)) fresh.push(transaction);
  return fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Removes those that the next request no longer covers. */
function forget(seen: Map<string, number>, beforeMs: number): void {
  for (const [id, createdMs] of seen) if (createdMs < beforeMs) seen.delete(id);
}

function passes(error: unknown): error is Error {
  return error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
}
