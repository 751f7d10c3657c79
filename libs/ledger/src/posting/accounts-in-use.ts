/** How long an account counts as contended after another process was seen holding it. */
const contendedForMs = 1_000;
/** How long a contended account is yielded after a batch; longer than a waiting process rests between two attempts. */
const yieldedForMs = 8;

/** The accounts that the batches of this process are using now. */
export class AccountsInUse {
  readonly #ids = new Set<string>();
  /** When another process was last seen holding an account, oldest first. */
  readonly #contendedAt = new Map<string, number>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  /**
   * Frees the accounts of a batch. Contended accounts stay in use for 8 ms more, so that another process can lock them
   * and more requests for them gather here; `onYielded` is called after that.
   */
  release(ids: readonly string[], onYielded: () => void): void {
    const yielded = this.#contendedAmong(ids);
    for (const id of ids) if (!yielded.has(id)) this.#ids.delete(id);
    if (yielded.size === 0) return;
    setTimeout(() => {
      for (const id of yielded) this.#ids.delete(id);
      onYielded();
    }, yieldedForMs);
  }

  /** Another process holds one of these accounts. */
  markContended(ids: readonly string[]): void {
    for (const id of ids) {
      this.#contendedAt.delete(id);
      this.#contendedAt.set(id, performance.now());
    }
  }

  #contendedAmong(ids: readonly string[]): Set<string> {
    const since = performance.now() - contendedForMs;
    for (const [id, at] of this.#contendedAt) {
      if (at >= since) break;
      this.#contendedAt.delete(id);
    }
    return new Set(ids.filter((id) => this.#contendedAt.has(id)));
  }
}
