import {
  ConnectionError,
  RateLimitError,
  ServerError,
  type Transaction,
  type TransactionFilters,
} from '@florin/sdk';

/**
 * How far back every look goes, in milliseconds. A transaction's time is that of its decision, and it can be seen from
 * its commit on; the bank ends a unit of work long before this, so nothing becomes visible further back.
 */
export const overlapMs = 30_000;

const longestPauseMs = 15_000;

export type FollowOptions = {
  list(filters: TransactionFilters): AsyncIterable<Transaction>;
  filters: TransactionFilters;
  /** The first moment that is told of. */
  sinceMs: number;
  everyMs: number;
  /** Told once each time that the bank is out of reach; the following goes on by itself. */
  onAway(error: Error): void;
  pause(delayMs: number): Promise<void>;
  stop: AbortSignal;
};

/**
 * Every transaction from a moment on, each once, for ever. Those of one account come in the order in which they
 * happened: its next one is decided only after the one before is committed, so who sees the next sees it too.
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

/** What has become visible since the last look, oldest first: ids sort by time, and within an account by its versions. */
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

/** Those that the next look does not reach any more. */
function forget(seen: Map<string, number>, beforeMs: number): void {
  for (const [id, createdMs] of seen) if (createdMs < beforeMs) seen.delete(id);
}

function passes(error: unknown): error is Error {
  return error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
}
