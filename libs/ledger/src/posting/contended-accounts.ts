/** Who wanted an account this lately wants it again. */
const contendedForMs = 1_000;

/** Accounts at which another process was met lately: it, too, waits for its turn at them. */
export class ContendedAccounts {
  /** When another process was last met there, the longest ago first. */
  readonly #metAt = new Map<string, number>();

  /** Another process has one of these. */
  met(accountIds: readonly string[]): void {
    for (const id of accountIds) {
      this.#metAt.delete(id);
      this.#metAt.set(id, performance.now());
    }
  }

  /** Of these accounts those that are contended now. */
  among(accountIds: readonly string[]): Set<string> {
    this.#forgetOld();
    return new Set(accountIds.filter((id) => this.#metAt.has(id)));
  }

  #forgetOld(): void {
    const since = performance.now() - contendedForMs;
    for (const [id, at] of this.#metAt) {
      if (at >= since) return;
      this.#metAt.delete(id);
    }
  }
}
