/** An attempt reached its time limit. The work it started may still have taken effect. */
export class AttemptTimedOut extends Error {
  override readonly name = 'AttemptTimedOut';

  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/**
 * Runs `work` with a time limit, for example a request to another process. Settles as `work` does, or rejects with
 * {@link AttemptTimedOut} after `limitMs` even if `work` never settles. The signal aborts in both cases, so that
 * everything `work` opened under it is closed.
 *
 * Every time limit around a promise uses this function or {@link endsWithin}. A library such as `p-timeout` does not
 * abort a signal when the work ends.
 */
export async function attemptWithin<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  try {
    const working = work(over.signal);
    if (await endsWithin(limitMs, working)) return await working;
    throw new AttemptTimedOut(limitMs);
  } finally {
    over.abort();
  }
}

/**
 * Waits for `work`, at most `limitMs`. Resolves to whether `work` ended in time. Rejects as `work` does until then; a
 * later rejection is ignored.
 */
export async function endsWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    // After a pause of this process, Node.js runs timers before it reads its sockets. setImmediate runs after both, so that
    // an answer that has arrived by then still counts.
    timer = setTimeout(() => setImmediate(resolve, false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
