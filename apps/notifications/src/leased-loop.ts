import { isUnavailable, type Database, type UnitOfWork } from '@florin/database';
import {
  attemptWithin,
  createRateLimitedLog,
  failpoint,
  type Logger,
  type RateLimitedLog,
} from '@florin/service';

/** Jobs that were under way when a process died: how often that has happened since an attempt was last written down. */
export type Lost = {
  least: number;
  most: number;
  /** Only those that have been due for so long. */
  dueForMs: number;
};

/** `lostAttempts`: how many attempts at it were begun and never written down, since one last was. */
type Leased = { lostAttempts: number };

export type LeasedLoopOptions<Job extends Leased, Ended> = {
  /** Of what is sent; its failpoints begin with it. */
  name: 'notification' | 'webhook';
  database: Database;
  /** Whether `claim` would find anything; a question that costs little, for it is asked at every poll. */
  isAnythingDue(): Promise<boolean>;
  /** Takes what is due under a lease, as far as there are places beside what is under way; nothing that was lost. */
  claim(unit: UnitOfWork, underWay: ReadonlySet<Job>): Promise<Job[]>;
  /** The same for what was lost, `limit` at most. */
  claimLost(unit: UnitOfWork, underWay: ReadonlySet<Job>, lost: Lost & { limit: number }): Promise<Job[]>;
  /** A failure is an outcome, not an error. Given up when the lease ends, if it has no end of its own. */
  attempt(job: Job): Promise<Ended>;
  /** The outcome of an attempt that threw or had no end all the same: this job's failure, and nobody else's. */
  failed(job: Job): Ended;
  /** Writes down how attempts ended. */
  settle(unit: UnitOfWork, ended: readonly Ended[]): Promise<void>;
  /** After this long an attempt that was never written down is made again: longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  /** How long a stop waits for what is under way; the rest is made again when its lease ends. */
  stopWithinMs: number;
  logger: Logger;
};

/**
 * Makes attempts that are due, at least once each, apart from the consumption of events: a target that hangs fills
 * the places of this loop and nobody else's. Several instances share the work. Nothing that happens to one job ends
 * the loop or the process; and a job that was under way when a process died, perhaps of it, waits until nothing else is
 * due or under way here, but for one lease at most. One that is lost twice and more is made alone among such.
 */
export class LeasedLoop<Job extends Leased, Ended> {
  readonly #options: LeasedLoopOptions<Job, Ended>;
  readonly #warn: RateLimitedLog;
  readonly #bug: RateLimitedLog;
  readonly #underWay = new Set<Job>();
  readonly #ended: Ended[] = [];
  #stopping = false;
  #abandoned = false;
  #wake = () => {};
  readonly #running: Promise<void>;

  /** Starts at once. */
  constructor(options: LeasedLoopOptions<Job, Ended>) {
    this.#options = options;
    this.#warn = createRateLimitedLog(options.logger, 'warn');
    this.#bug = createRateLimitedLog(options.logger, 'error');
    this.#running = this.#run();
  }

  /** Takes no more; resolves when what is under way has ended and is written down, or after `stopWithinMs`. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    const abandon = setTimeout(() => {
      this.#abandoned = true;
      this.#wake();
    }, this.#options.stopWithinMs);
    await this.#running;
    clearTimeout(abandon);
  }

  async #run(): Promise<void> {
    while (!this.#isDone()) {
      const reached = await this.#turn();
      // With the database away, what is not written down when the process stops is due again after its lease.
      if (!reached && this.#stopping) return;
      if (!reached || this.#ended.length === 0) await this.#nap();
    }
  }

  #isDone(): boolean {
    return this.#abandoned || (this.#stopping && this.#underWay.size === 0 && this.#ended.length === 0);
  }

  /** Writes down what has ended and takes what is due; false when it could not. */
  async #turn(): Promise<boolean> {
    const { name, database, isAnythingDue, settle } = this.#options;
    const ended = [...this.#ended];
    if (this.#stopping && ended.length === 0) return true;
    try {
      if (ended.length === 0 && !(await isAnythingDue())) return true;
      const due = await database.unitOfWork(async (unit) => {
        if (ended.length > 0) await settle(unit, ended);
        const claimed = this.#stopping ? [] : await this.#claim(unit);
        if (ended.length > 0) await failpoint(`${name}.before-settling-commit`);
        return claimed;
      });
      if (ended.length > 0) await failpoint(`${name}.after-settling`);
      this.#ended.splice(0, ended.length);
      for (const job of due) void this.#attempt(job);
      return true;
    } catch (error) {
      if (isUnavailable(error)) this.#warn({ err: error }, 'the database does not answer, deliveries wait');
      else if (ended.length > 0) return this.#settleSingly(ended, error);
      else this.#bug({ err: error }, 'what is due cannot be taken, trying again');
      return false;
    }
  }

  async #claim(unit: UnitOfWork): Promise<Job[]> {
    const { claim, claimLost, leaseMs } = this.#options;
    const fresh = await claim(unit, this.#underWay);
    const underWay = new Set([...this.#underWay, ...fresh]);
    const dueForMs = underWay.size === 0 ? 0 : leaseMs;
    const limit = Number.MAX_SAFE_INTEGER;
    const lost = await claimLost(unit, underWay, { least: 1, most: 1, dueForMs, limit });
    const hasSuspect = [...underWay].some(({ lostAttempts }) => lostAttempts > 1);
    if (lost.length > 0 || hasSuspect) return [...fresh, ...lost];
    const suspects = await claimLost(unit, underWay, { least: 2, most: 2 ** 31 - 1, dueForMs, limit: 1 });
    return [...fresh, ...suspects];
  }

  /** How one attempt ended cannot be written down, for no reason of the database's: the others' ends are. */
  async #settleSingly(ended: readonly Ended[], reason: unknown): Promise<boolean> {
    const { database, settle } = this.#options;
    this.#bug({ err: reason }, 'how attempts ended cannot be written down together');
    for (const each of ended) {
      try {
        await database.unitOfWork((unit) => settle(unit, [each]));
      } catch (error) {
        if (isUnavailable(error)) return false;
        // It is made again when its lease ends, later than all others.
        this.#bug({ err: error }, 'how an attempt ended cannot be written down');
      }
      this.#ended.shift();
    }
    return true;
  }

  async #attempt(job: Job): Promise<void> {
    const { attempt, failed, leaseMs } = this.#options;
    this.#underWay.add(job);
    // Attempts have limits of their own, which are shorter; after the lease somebody else makes it, in any case.
    const ended = await attemptWithin(leaseMs, () => attempt(job)).catch((error: unknown) => {
      this.#bug({ err: error }, 'an attempt failed by an error of this process');
      return failed(job);
    });
    this.#underWay.delete(job);
    this.#ended.push(ended);
    this.#wake();
  }

  #nap(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
