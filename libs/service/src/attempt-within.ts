/** The limit of an attempt is over. What was attempted may have happened all the same. */
export class AttemptTimedOut extends Error {
  override readonly name = 'AttemptTimedOut';

  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/**
 * One attempt at something that may never end, such as a request to another process. It ends as `work` does, and with {@link AttemptTimedOut} after
 * `limitMs` whatever the other side does, even where `work` never ends. The signal aborts in either case: what `work`
 * has opened under it is closed by then.
 */
export async function attemptWithin<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AttemptTimedOut(limitMs)), limitMs);
  });
  try {
    return await Promise.race([work(over.signal), tooLate]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
