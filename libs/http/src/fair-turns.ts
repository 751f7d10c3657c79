import { FairShares, NoPlace, PartyCounts } from '@florin/service';

/** What a request costs the event loop before it is known exactly. 1 is a request with a small body, such as a movement. */
export type Cost = number;

export type FairTurnsLimits = {
  /** How many requests of one tenant may wait. */
  waitingMax: number;
  /** How long one may wait. */
  waitMsMax: number;
};

/** A request that has entered. */
export type Turn = {
  /** Resolves when the request may begin. Rejects with `NoPlace` after the longest wait. */
  begun: Promise<void>;
  /** To be called when the request is answered. May be called more than once. */
  end: () => void;
};

/** A tenant counts as active for one to two of these after its last request. */
const windowMs = 1_000;
/**
 * What the tenants above their share may have running together, while others are active. As much as the ledger posts in
 * one unit of work of such a tenant; the event loop is never further behind than these requests.
 */
const aboveShareMax = 32;
/** Requests that cost this much are counted for every tenant, alone or not: reads of pages and batches. */
const largeMin: Cost = 8;
/**
 * What may run of the large ones altogether. Two hundred pages that begin at once are answered more slowly than those
 * that wait, and a tenant that comes then is behind all of them.
 */
const runningMax = 1_000;
/** A request that runs for longer waits for something else than the event loop, such as an account that is locked. */
const runningMs = (cost: Cost): number => 100 + cost;
/**
 * How long the place of a large request stays taken after it, while its tenant is above its share: about as long as it has
 * occupied the event loop. A loop that is always busy delays each of the ten turns that a movement takes.
 */
const restMs = (cost: Cost): number => (cost < largeMin ? 0 : cost / 8);

type Waiting = { turn: Running; begin: () => void };

/**
 * Decides when the requests of tenants begin, so that those of one tenant do not delay the others. While only one tenant is
 * active, and for tenants that take no more than an equal share, small requests begin at once, and large ones unless very
 * much runs already. The others together have a limited number of requests running; the rest waits, and the tenant that
 * has taken least goes first.
 *
 * A limit of running requests adapts to the speed of the machine by itself. A rate that followed the lateness of timers
 * was tried: other processes make timers late too, and the rate fell until tenants below their share waited.
 */
export class FairTurns {
  readonly #limits: FairTurnsLimits;
  readonly #shares = new FairShares();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #recent = new RecentUse();
  #running: Cost = 0;

  constructor(limits: FairTurnsLimits) {
    this.#limits = limits;
  }

  /** Undefined if the request may begin at once and is not counted. Throws `NoPlace` when too many of the tenant wait. */
  enter(party: string, cost: Cost): Turn | undefined {
    const ofParty = this.#waiting.get(party);
    if (ofParty === undefined && cost < largeMin && this.#recent.isWithinShare(party)) {
      this.#recent.add(party, cost);
      return undefined;
    }
    if ((ofParty?.length ?? 0) >= this.#limits.waitingMax) throw new NoPlace(this.#limits.waitingMax);
    const turn = new Running(party, cost, () => {
      this.#running -= cost;
      this.#beginWaiting();
    });
    return { begun: this.#wait(turn), end: () => turn.end() };
  }

  #wait(turn: Running): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        turn,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#remove(waiting);
        reject(new NoPlace(this.#limits.waitingMax));
      }, this.#limits.waitMsMax);
      this.#add(waiting);
      this.#beginWaiting();
    });
  }

  #beginWaiting(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { party, cost } = next.turn;
      const isWithinShare = this.#recent.isWithinShare(party);
      const max = isWithinShare ? runningMax : aboveShareMax;
      if (this.#running > 0 && this.#running + cost > max) return;
      this.#remove(next);
      this.#shares.use(party, cost);
      this.#recent.add(party, cost);
      this.#running += cost;
      next.turn.start(isWithinShare ? 0 : restMs(cost));
      next.begin();
    }
  }

  /** The first request of the tenant that has taken least; undefined when none waits. */
  #next(): Waiting | undefined {
    this.#shares.advance(this.#waiting.keys());
    let least: Waiting | undefined;
    for (const [waiting] of this.#waiting.values())
      if (least === undefined || this.#used(waiting) < this.#used(least)) least = waiting;
    return least;
  }

  #used(waiting: Waiting | undefined): number {
    return waiting === undefined ? Infinity : this.#shares.usedBy(waiting.turn.party);
  }

  #add(waiting: Waiting): void {
    const { party } = waiting.turn;
    const ofParty = this.#waiting.get(party);
    if (ofParty) ofParty.push(waiting);
    else {
      this.#shares.advance(this.#waiting.keys());
      this.#waiting.set(party, [waiting]);
    }
  }

  #remove(waiting: Waiting): void {
    const { party } = waiting.turn;
    const ofParty = this.#waiting.get(party) ?? [];
    const index = ofParty.indexOf(waiting);
    if (index !== -1) ofParty.splice(index, 1);
    if (ofParty.length === 0) this.#waiting.delete(party);
  }
}

/** A request that is counted from its start to its end, but no longer than a request needs that does not wait. */
class Running {
  readonly party: string;
  readonly cost: Cost;
  readonly #onEnd: () => void;
  #restMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(party: string, cost: Cost, onEnd: () => void) {
    this.party = party;
    this.cost = cost;
    this.#onEnd = onEnd;
  }

  /** `restMs` is how long the request counts after its end. */
  start(restMs: number): void {
    this.#restMs = restMs;
    this.#timer = setTimeout(() => this.end(), runningMs(this.cost));
  }

  end(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#restMs > 0) setTimeout(this.#onEnd, this.#restMs);
    else this.#onEnd();
  }
}

/** What each tenant has begun in the last one to two seconds. */
class RecentUse {
  #now = new PartyCounts();
  #before = new PartyCounts();
  #parties = 0;
  #endsAt = 0;

  add(party: string, cost: Cost): void {
    this.#advance();
    if (!this.#isActive(party)) this.#parties += 1;
    this.#now.add(party, cost);
  }

  /** Whether the tenant has begun no more than an equal share, or is the only one. */
  isWithinShare(party: string): boolean {
    this.#advance();
    const parties = this.#parties + (this.#isActive(party) ? 0 : 1);
    if (parties < 2) return true;
    const used = this.#now.of(party) + this.#before.of(party);
    return used <= (this.#now.sum + this.#before.sum) / parties;
  }

  #isActive(party: string): boolean {
    return this.#now.has(party) || this.#before.has(party);
  }

  #advance(): void {
    const now = performance.now();
    if (now < this.#endsAt) return;
    this.#before = now < this.#endsAt + windowMs ? this.#now : new PartyCounts();
    this.#now = new PartyCounts();
    this.#parties = this.#before.size;
    this.#endsAt = now + windowMs;
  }
}
