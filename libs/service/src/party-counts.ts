/** How many of something each party has now, such as the requests of each tenant. A party that has none takes no memory. */
export class PartyCounts {
  readonly #counts = new Map<string, number>();
  #sum = 0;

  /** What all parties have together. */
  get sum(): number {
    return this.#sum;
  }

  /** The number of parties that have some. */
  get size(): number {
    return this.#counts.size;
  }

  of(party: string): number {
    return this.#counts.get(party) ?? 0;
  }

  has(party: string): boolean {
    return this.#counts.has(party);
  }

  /** Adds to what a party has; a negative number gives back. */
  add(party: string, count: number): void {
    const left = this.of(party) + count;
    if (left === 0) this.#counts.delete(party);
    else this.#counts.set(party, left);
    this.#sum += count;
  }

  [Symbol.iterator](): Iterator<[party: string, count: number]> {
    return this.#counts.entries();
  }
}

/** An equal share of the places, at least 1, for each party that has some now and for this one. */
export function equalShare(
  places: number,
  parties: Pick<PartyCounts, 'size' | 'has'>,
  party: string,
): number {
  return Math.max(1, Math.floor(places / (parties.size + (parties.has(party) ? 0 : 1))));
}
