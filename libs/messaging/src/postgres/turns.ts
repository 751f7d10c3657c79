export type Turns = {
  /** Runs `work` when fewer than the largest number run, in the order of the calls; not at all once `signal` has aborted. */
  take(signal: AbortSignal, work: () => Promise<void>): Promise<void>;
};

/** Limits how much work runs at the same time. */
export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async take(signal, work) {
      if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        if (!signal.aborted) await work();
      } finally {
        // The place goes to the next, or is free.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
