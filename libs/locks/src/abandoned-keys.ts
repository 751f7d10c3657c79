/** Far more keys than one batch can find taken. The keys that were seen longest ago are dropped first. */
const rememberedMax = 50_000;

/**
 * Finds keys that nobody will release: a key has held the same value on one node for longer than any lock lives, because
 * another program wrote it with a long or no time to live. Every lock has a random value, so an account that is locked
 * again and again is not mistaken for one.
 */
export class AbandonedKeys {
  readonly #boundMs: number;
  /** The value of each key on each node, and when (`performance.now()`) this value was first seen. */
  readonly #seen = new Map<string, { value: string; since: number }>();

  constructor(boundMs: number) {
    this.#boundMs = boundMs;
  }

  /** Records the values of these keys on a node; returns the keys that have held theirs for longer than the bound. */
  observe(node: string, keys: readonly string[], taken: ReadonlyMap<string, string>): Set<string> {
    const abandoned = new Set<string>();
    for (const key of keys) {
      const value = taken.get(key);
      const name = `${node} ${key}`;
      const known = this.#seen.get(name);
      this.#seen.delete(name);
      if (value === undefined) continue;
      const since = known?.value === value ? known.since : performance.now();
      this.#seen.set(name, { value, since });
      if (performance.now() - since > this.#boundMs) abandoned.add(key);
    }
    for (const name of this.#seen.keys()) {
      if (this.#seen.size <= rememberedMax) break;
      this.#seen.delete(name);
    }
    return abandoned;
  }
}
