import { FairShares, NoPlace, PartyCounts } from '@florin/service';

/** What a request costs the event loop before it is known exactly. 1 is a request with a small body, such as a movement. */
export type Cost = number;

export type FairTurnsLimits = {
  /** How many requests of one tenant may wait. */
  waitingMax: number;
  /** How long one may wait. */
  waitMsMax: number;
};

/** A tenant counts as active for one to two of these after its last request. */
const windowMs = 1_000;
const tickMs = 2;
/** A tick that is later than this followed a turn that was too long. */
const lateMs = 2;
/**
 * The part of the time that the event loop may be busy. A request takes about ten turns, so a loop that is always busy
 * delays it ten times, even when each turn is short.
 */
const busyMax = 0.65;
/** How much of the average of the busy time is that of the last tick. */
const lastTickShare = 0.1;
/** What begins at once after a quiet time, however large the rate. */
const creditMin = 8;
/** Bounds of how much begins in a millisecond. Less than the least would stop a tenant while the loop is busy with others. */
const perMs = { min: 0.05, max: 20, first: 0.5 };
/** One step of the rate: 35 ticks with time to spare double it, and seven without halve it. */
const step = { up: 1.02, down: 0.9 };

type Waiting = { cost: Cost; begin: () => void; refuse: () => void };

/**
 * Decides when the requests of tenants begin, so that the turns of the event loop stay short for all. While only one tenant
 * is active, and for tenants that take no more than an equal share, requests begin at once. Those of the others wait, and as
 * many begin as leave the event loop time to spare. Among those that wait, the tenant that has taken least goes first.
 */
export class FairTurns {
  readonly #limits: FairTurnsLimits;
  readonly #shares = new FairShares();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #recent = new RecentUse();
  #rate = perMs.first;
  /** What may begin now. A large request is paid for by what does not begin after it. */
  #credit = creditMin;
  #creditAt = 0;
  #tickedAt = 0;
  #loop = performance.eventLoopUtilization();
  #busy = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: FairTurnsLimits) {
    this.#limits = limits;
  }

  /** Resolves when the request may begin; undefined if it may at once. Rejects with `NoPlace` after the longest wait. */
  enter(party: string, cost: Cost): Promise<void> | undefined {
    const ofParty = this.#waiting.get(party);
    if (ofParty === undefined && this.#mayBeginAtOnce(party, cost)) {
      this.#recent.add(party, cost);
      return undefined;
    }
    if ((ofParty?.length ?? 0) >= this.#limits.waitingMax) throw new NoPlace(this.#limits.waitingMax);
    return this.#wait(party, cost);
  }

  #mayBeginAtOnce(party: string, cost: Cost): boolean {
    if (this.#recent.isWithinShare(party)) return true;
    if (this.#waiting.size > 0) return false;
    this.#refill(performance.now());
    if (this.#credit <= 0) return false;
    this.#credit -= cost;
    return true;
  }

  #refill(now: number): void {
    const most = Math.max(creditMin, this.#rate * tickMs);
    this.#credit = Math.min(most, this.#credit + (now - this.#creditAt) * this.#rate);
    this.#creditAt = now;
  }

  #wait(party: string, cost: Cost): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        cost,
        begin: () => {
          clearTimeout(timer);
          this.#recent.add(party, cost);
          resolve();
        },
        refuse: () => {
          this.#remove(party, waiting);
          reject(new NoPlace(this.#limits.waitingMax));
        },
      };
      const timer = setTimeout(waiting.refuse, this.#limits.waitMsMax);
      this.#add(party, waiting);
      this.#startTicking();
    });
  }

  #startTicking(): void {
    if (this.#timer !== undefined) return;
    this.#tickedAt = performance.now();
    this.#loop = performance.eventLoopUtilization();
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  #tick(): void {
    const now = performance.now();
    const isLate = now - this.#tickedAt > tickMs + lateMs;
    this.#tickedAt = now;
    this.#busy += (this.#busyOfTick() - this.#busy) * lastTickShare;
    this.#rate =
      isLate || this.#busy > busyMax
        ? Math.max(perMs.min, this.#rate * step.down)
        : Math.min(perMs.max, this.#rate * step.up);
    this.#refill(now);
    while (this.#credit > 0 && this.#waiting.size > 0) this.#beginNext();
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #busyOfTick(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#loop);
    this.#loop = now;
    return utilization;
  }

  #beginNext(): void {
    this.#shares.advance(this.#waiting.keys());
    let next: string | undefined;
    for (const party of this.#waiting.keys())
      if (next === undefined || this.#shares.usedBy(party) < this.#shares.usedBy(next)) next = party;
    const first = next === undefined ? undefined : this.#waiting.get(next)?.[0];
    if (next === undefined || first === undefined) return;
    this.#remove(next, first);
    this.#shares.use(next, first.cost);
    this.#credit -= first.cost;
    first.begin();
  }

  #add(party: string, waiting: Waiting): void {
    const ofParty = this.#waiting.get(party);
    if (ofParty) ofParty.push(waiting);
    else {
      this.#shares.advance(this.#waiting.keys());
      this.#waiting.set(party, [waiting]);
    }
  }

  #remove(party: string, waiting: Waiting): void {
    const ofParty = this.#waiting.get(party) ?? [];
    const index = ofParty.indexOf(waiting);
    if (index !== -1) ofParty.splice(index, 1);
    if (ofParty.length === 0) this.#waiting.delete(party);
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
