import { FairShares } from './fair-shares.ts';
import { equalShare, PartyCounts } from './party-counts.ts';

export type FairPlacesLimits = {
  /** The number of places. */
  atOnceMax: number;
  /** How many of them one party may have. Default all. */
  perPartyMax?: number;
  /** How many may wait for a place. */
  waitingMax: number;
  /** How long one may wait. */
  waitMsMax: number;
};

/**
 * Nobody gets a place: the wait was too long, or too many wait. With `share`, the party had more waiting than its share of
 * those that may wait, which is that number.
 */
export class NoPlace extends Error {
  override readonly name = 'NoPlace';
  readonly share: number | undefined;

  constructor(share?: number) {
    super('too many are waiting');
    this.share = share;
  }
}

type Waiting = { party: string; begin: () => void; refuse: (error: NoPlace) => void };

/**
 * Places that several parties share, such as connections. While all are taken, the next one goes to the party that has
 * used them for the shortest time so far, whatever others have waiting. When too many wait, parties with more than their
 * share of those are refused.
 */
export class FairPlaces {
  readonly #limits: FairPlacesLimits;
  readonly #shares = new FairShares();
  readonly #waiting = new Map<string, Set<Waiting>>();
  readonly #running = new PartyCounts();
  #waitingSum = 0;

  constructor(limits: FairPlacesLimits) {
    this.#limits = limits;
  }

  /** Resolves, or returns undefined, when the party has a place. `leave` gives it back. Throws or rejects with `NoPlace`. */
  enter(party: string): Promise<void> | undefined {
    if (this.#running.sum < this.#limits.atOnceMax && this.#mayBegin(party)) {
      this.#running.add(party, 1);
      return undefined;
    }
    if (this.#waitingSum >= this.#limits.waitingMax) this.#makeSpace(party);
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#remove(waiting);
      };
      const waiting: Waiting = {
        party,
        begin: () => {
          end();
          this.#running.add(party, 1);
          resolve();
        },
        refuse: (error) => {
          end();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiting.refuse(new NoPlace()), this.#limits.waitMsMax);
      this.#add(waiting);
    });
  }

  /** Gives a place back after it was used for this time. */
  leave(party: string, usedMs: number): void {
    this.#running.add(party, -1);
    this.#shares.use(party, usedMs);
    this.#next()?.begin();
  }

  /** The one that has waited longest of the party that is next. */
  #next(): Waiting | undefined {
    this.#shares.advance(this.#waiting.keys());
    let next: Waiting | undefined;
    for (const [party, [first]] of this.#waiting) {
      if (first === undefined || !this.#mayBegin(party)) continue;
      if (next === undefined || this.#shares.usedBy(party) < this.#shares.usedBy(next.party)) next = first;
    }
    return next;
  }

  #mayBegin(party: string): boolean {
    return this.#running.of(party) < (this.#limits.perPartyMax ?? Infinity);
  }

  #makeSpace(party: string): void {
    const share = equalShare(this.#limits.waitingMax, this.#waiting, party);
    if ((this.#waiting.get(party)?.size ?? 0) >= share) throw new NoPlace(share);
    let largest: Set<Waiting> = new Set();
    for (const each of this.#waiting.values()) if (each.size > largest.size) largest = each;
    if (largest.size <= share) throw new NoPlace();
    [...largest].at(-1)?.refuse(new NoPlace(share));
  }

  #add(waiting: Waiting): void {
    let ofParty = this.#waiting.get(waiting.party);
    if (!ofParty) {
      this.#shares.advance(this.#waiting.keys());
      this.#waiting.set(waiting.party, (ofParty = new Set()));
    }
    ofParty.add(waiting);
    this.#waitingSum += 1;
  }

  #remove(waiting: Waiting): void {
    const ofParty = this.#waiting.get(waiting.party);
    if (!ofParty?.delete(waiting)) return;
    this.#waitingSum -= 1;
    if (ofParty.size === 0) this.#waiting.delete(waiting.party);
  }
}
