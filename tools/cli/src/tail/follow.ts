import { ConnectionError, RateLimitError, ServerError } from '@florin/sdk';

/** What can be followed: transactions, and deliveries of webhooks. Ids are in the order of time. */
type Followed = { id: string; created_at: string };

/**
 * How far back every request looks, in milliseconds. A transaction's time is that of its decision, but it becomes visible
 * at its commit. The bank ends a unit of work long before this, so nothing becomes visible further back.
 */
export const overlapMs = 30_000;

const longestPauseMs = 15_000;

export type FollowOptions<T extends Followed> = {
  list(since: { created_from: string; limit: number }): AsyncIterable<T>;
  /** The start time. */
  sinceMs: number;
  everyMs: number;
  /** Called once each time the bank becomes unreachable. Following continues by itself. */
  onAway(error: Error): void;
  pause(delayMs: number): Promise<void>;
  stop: AbortSignal;
};

/**
 * Yields everything from a time on, each once, without end. Transactions of one account are in order: the next one is
 * decided only after the previous one is committed, so a response with the next contains the previous one too.
 */
export async function* follow<T extends Followed>(options: FollowOptions<T>): AsyncGenerator<T> {
  const seen = new Map<string, number>();
  let newestMs = options.sinceMs;
  let failures = 0;
  while (!options.stop.aborted) {
    try {
      const fresh = await look(options, seen, newestMs);
      failures = 0;
      for (const each of fresh) {
        newestMs = Math.max(newestMs, Date.parse(each.created_at));
        seen.set(each.id, Date.parse(each.created_at));
        yield each;
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

/** What became visible since the last request, oldest first: by id (time), and within an account by version. */
async function look<T extends Followed>(
  { list, sinceMs }: FollowOptions<T>,
  seen: Map<string, number>,
  newestMs: number,
): Promise<T[]> {
  const fromMs = Math.max(sinceMs, newestMs - overlapMs);
  const fresh: T[] = [];
  const created_from = new Date(fromMs).toISOString();
  for await (const each of list({ created_from, limit: 100 })) if (!seen.has(each.id)) fresh.push(each);
  return fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Removes those that the next request no longer covers. */
function forget(seen: Map<string, number>, beforeMs: number): void {
  for (const [id, createdMs] of seen) if (createdMs < beforeMs) seen.delete(id);
}

function passes(error: unknown): error is Error {
  return error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
}
