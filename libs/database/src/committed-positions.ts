import { laterOf, type LogPosition } from './log-position.ts';

/**
 * What this process has committed, as positions in the log: the latest for the answers to writes, and that of each tenant for
 * its next reads.
 */
export class CommittedPositions {
  readonly #keptMs: number;
  #latest: LogPosition | undefined;
  #recent = new Map<string, LogPosition>();
  #older = new Map<string, LogPosition>();
  #since = performance.now();

  /** A tenant's commit is known for `keptMs` at least and for twice this time at most. */
  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** The latest of all. It covers every commit of this process so far. */
  get latest(): LogPosition | undefined {
    return this.#latest;
  }

  /** Called after each commit, with the tenants whose rows it could change (UUIDs). */
  committed(position: LogPosition, tenants: readonly string[]): void {
    this.#forget();
    this.#latest = laterOf(this.#latest, position);
    for (const tenant of tenants) this.#recent.set(tenant, laterOf(this.#recent.get(tenant), position));
  }

  /** The tenant's latest commit in this process, unless it is too long ago to be known. */
  of(tenant: string): LogPosition | undefined {
    this.#forget();
    return this.#recent.get(tenant) ?? this.#older.get(tenant);
  }

  /** Two maps that replace each other cost less than a time for each tenant. */
  #forget(): void {
    const now = performance.now();
    const ageMs = now - this.#since;
    if (ageMs < this.#keptMs) return;
    this.#older = ageMs < 2 * this.#keptMs ? this.#recent : new Map();
    this.#recent = new Map();
    this.#since = now;
  }
}
