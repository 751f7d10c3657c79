/** Far more keys than any batch meets taken; what was not seen for longest is forgotten first. */
const rememberedMax = 50_000;

/**
 * Recognises keys that nobody will release: on one node the same value stands under them for longer than any lock of ours
 * lives, because somebody else wrote it, with a long time to live or without one. Each of our locks has a value of its
 * own, so an account that is locked again and again does not look like one.
 */
export class AbandonedKeys {
  readonly #boundMs: number;
  /** What each key of each node holds, and since when (`performance.now()`) it was seen there. */
  readonly #seen = new Map<string, { value: string; since: number }>();

  constructor(boundMs: number) {
    this.#boundMs = boundMs;
  }

  /** Notes what a node says of these keys, and answers with those that have stood for longer than the bound. */
  observe(node: string, keys: readonly string[], taken: ReadonlyMap<string, string>): Set<string> {
    const standing = new Set<string>();
    for (const key of keys) {
      const value = taken.get(key);
      const name = `${node} ${key}`;
      const known = this.#seen.get(name);
      this.#seen.delete(name);
      if (value === undefined) continue;
      const since = known?.value === value ? known.since : performance.now();
      this.#seen.set(name, { value, since });
      if (performance.now() - since > this.#boundMs) standing.add(key);
    }
    for (const name of this.#seen.keys()) {
      if (this.#seen.size <= rememberedMax) break;
      this.#seen.delete(name);
    }
    return standing;
  }
}
