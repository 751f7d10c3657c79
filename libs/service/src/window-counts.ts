/** More names than this are not counted at the same time: the oldest are forgotten. */
const namesMax = 50_000;

type Count = {
  /** The number of the window, from the beginning of the epoch. */
  window: number;
  windowMs: number;
  /** What this process has counted. */
  own: number;
  /** How much of it other processes have not been sent yet. */
  unsent: number;
  /** What all processes had counted when this one last heard of it, its own included. */
  known: number;
};

/** A part of a count that other processes do not know yet. */
export type Unsent = { name: string; window: number; windowMs: number; count: number };

/**
 * Counts events in windows of fixed length, such as the requests of a tenant in ten seconds. Counting never waits: what
 * other processes have counted is added when it becomes known.
 */
export class WindowCounts {
  readonly #counts = new Map<string, Count>();
  readonly #changed = new Set<string>();

  /** Counts one more, and returns the number in the current window. */
  add(name: string, windowMs: number): number {
    const count = this.#current(name, windowMs);
    count.own += 1;
    count.unsent += 1;
    if (count.unsent === 1) this.#changed.add(name);
    return Math.max(count.own, count.known + count.unsent);
  }

  get(name: string, windowMs: number): number {
    const count = this.#counts.get(name);
    if (count?.window !== Math.floor(Date.now() / windowMs)) return 0;
    return Math.max(count.own, count.known + count.unsent);
  }

  /** What was counted since the last call. */
  takeUnsent(): Unsent[] {
    const unsent: Unsent[] = [];
    for (const name of this.#changed) {
      const count = this.#counts.get(name);
      if (!count) continue;
      unsent.push({ name, window: count.window, windowMs: count.windowMs, count: count.unsent });
      // Until the answer comes, at least this is known.
      count.known += count.unsent;
      count.unsent = 0;
    }
    this.#changed.clear();
    return unsent;
  }

  /** All processes together have counted this much. */
  learn({ name, window }: Unsent, total: number): void {
    const count = this.#counts.get(name);
    if (count?.window === window) count.known = Math.max(count.known, total);
  }

  #current(name: string, windowMs: number): Count {
    const window = Math.floor(Date.now() / windowMs);
    const before = this.#counts.get(name);
    if (before?.window === window) return before;
    const count = { window, windowMs, own: 0, unsent: 0, known: 0 };
    this.#counts.delete(name);
    this.#counts.set(name, count);
    if (this.#counts.size > namesMax) this.#counts.delete(this.#counts.keys().next().value!);
    return count;
  }
}
