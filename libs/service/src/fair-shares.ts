/** Above this number of parties, those that no longer differ from a newcomer are forgotten. */
const rememberedMin = 1_000;

/**
 * Decides who is next among parties that share something, such as tenants that share a queue: the one that has used
 * least. A party that comes later, or comes back, begins where the others are now, so that nobody saves up what was not
 * used. Two parties that both wait all the time differ by at most one use of each. (Start-time fair queueing: Goyal, Vin
 * and Cheng, 1996, which is deficit round robin without a quantum to choose.)
 */
export class FairShares {
  /** What each party has used, in units of the caller. */
  readonly #used = new Map<string, number>();
  /** What the waiting party that has used least had used when a party last came or had its turn. */
  #now = 0;
  #rememberedMax = rememberedMin;

  /** The smaller, the sooner is it this party's turn. */
  usedBy(party: string): number {
    return Math.max(this.#used.get(party) ?? 0, this.#now);
  }

  /** Call it before a party begins to wait, and before one has its turn, with all parties that wait. */
  advance(waiting: Iterable<string>): void {
    let least = Infinity;
    for (const party of waiting) least = Math.min(least, this.usedBy(party));
    if (least !== Infinity) this.#now = least;
  }

  /** The party has its turn, and uses this much. */
  use(party: string, cost: number): void {
    this.#used.set(party, this.usedBy(party) + cost);
    if (this.#used.size > this.#rememberedMax) this.#forget();
  }

  #forget(): void {
    for (const [party, used] of this.#used) if (used <= this.#now) this.#used.delete(party);
    this.#rememberedMax = Math.max(rememberedMin, 2 * this.#used.size);
  }
}
