import { isUnavailable, type Database, type UnitOfWork } from '@florin/database';
import {
  attemptWithin,
  createRateLimitedLog,
  failpoint,
  type Logger,
  type RateLimitedLog,
} from '@florin/service';

/** Jobs whose last attempts, `min` to `max` of them in a row, were lost because their process died. */
export type LostRange = {
  min: number;
  max: number;
  /** Only jobs that have been due for at least this long. */
  dueForMs: number;
};

/** `lostAttempts`: how many attempts in a row were started and never recorded. */
type Leased = { lostAttempts: number };

export type AttemptLoopOptions<Job extends Leased, Ended> = {
  /** What is sent; the names of its failpoints begin with it. */
  name: 'notification' | 'webhook' | 'verification';
  database: Database;
  /** Whether `claim` would find anything. Called at every poll, so it must be cheap. */
  isAnythingDue(): Promise<boolean>;
  /** Claims due jobs under a lease, as many as the concurrency limits allow beside `underWay`; no lost ones. */
  claim(unit: UnitOfWork, underWay: ReadonlySet<Job>): Promise<Job[]>;
  /** Claims at most `limit` lost jobs. */
  claimLost(
    unit: UnitOfWork,
    underWay: ReadonlySet<Job>,
    lost: LostRange & { limit: number },
  ): Promise<Job[]>;
  /** Makes an attempt. A failed attempt is a result, not an error. It is abandoned when the lease ends. */
  attempt(job: Job): Promise<Ended>;
  /** The result of an attempt that threw or exceeded its lease. It fails this job and no other. */
  failed(job: Job): Ended;
  /** Records the results of attempts. */
  settle(unit: UnitOfWork, ended: readonly Ended[]): Promise<void>;
  /** An attempt that is not recorded within this time is repeated. Must be longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  /** How long `stop` waits for attempts in progress; the others are repeated when their leases end. */
  stopWithinMs: number;
  logger: Logger;
};

/**
 * Makes due attempts, each at least once, independently of the consumption of events: a target that hangs blocks only
 * this loop. Several instances share the work. An error in one job does not end the loop. A job whose attempt was lost
 * with its process may have killed it, so it waits until nothing else is due or in progress here, for one lease at most.
 * Of the jobs that were lost twice or more, one is attempted at a time.
 */
export class AttemptLoop<Job extends Leased, Ended> {
  readonly #options: AttemptLoopOptions<Job, Ended>;
  readonly #warn: RateLimitedLog;
  readonly #bug: RateLimitedLog;
  readonly #underWay = new Set<Job>();
  readonly #ended: Ended[] = [];
  #stopping = false;
  #abandoned = false;
  #wake = () => {};
  readonly #running: Promise<void>;

  /** Starts at once. */
  constructor(options: AttemptLoopOptions<Job, Ended>) {
    this.#options = options;
    this.#warn = createRateLimitedLog(options.logger, 'warn');
    this.#bug = createRateLimitedLog(options.logger, 'error');
    this.#running = this.#run();
  }

  /** Claims no more jobs; resolves when all attempts in progress are recorded, or after `stopWithinMs`. */
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
      const reached = await this.#settleAndClaim();
      // While the database is unavailable, results that are not recorded are lost: those jobs are repeated after their lease.
      if (!reached && this.#stopping) return;
      if (!reached || this.#ended.length === 0) await this.#pause();
    }
  }

  #isDone(): boolean {
    return this.#abandoned || (this.#stopping && this.#underWay.size === 0 && this.#ended.length === 0);
  }

  /** Records results and claims due jobs; false when the database did not allow it. */
  async #settleAndClaim(): Promise<boolean> {
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
      if (isUnavailable(error)) this.#warn({ err: error }, 'the database is unavailable, deliveries wait');
      else if (ended.length > 0) return this.#settleSingly(ended, error);
      else this.#bug({ err: error }, 'due deliveries cannot be claimed, trying again');
      return false;
    }
  }

  async #claim(unit: UnitOfWork): Promise<Job[]> {
    const { claim, claimLost, leaseMs } = this.#options;
    const fresh = await claim(unit, this.#underWay);
    const underWay = new Set([...this.#underWay, ...fresh]);
    const dueForMs = underWay.size === 0 ? 0 : leaseMs;
    const limit = Number.MAX_SAFE_INTEGER;
    const lost = await claimLost(unit, underWay, { min: 1, max: 1, dueForMs, limit });
    const hasSuspect = [...underWay].some(({ lostAttempts }) => lostAttempts > 1);
    if (lost.length > 0 || hasSuspect) return [...fresh, ...lost];
    const suspects = await claimLost(unit, underWay, { min: 2, max: 2 ** 31 - 1, dueForMs, limit: 1 });
    return [...fresh, ...suspects];
  }

  /** Records each result by itself, so that one that cannot be recorded does not hold up the others. */
  async #settleSingly(ended: readonly Ended[], reason: unknown): Promise<boolean> {
    const { database, settle } = this.#options;
    this.#bug({ err: reason }, 'results of attempts cannot be recorded together, trying each');
    for (const result of ended) {
      try {
        await database.unitOfWork((unit) => settle(unit, [result]));
      } catch (error) {
        if (isUnavailable(error)) return false;
        // The attempt is repeated when its lease ends, as a lost one.
        this.#bug({ err: error }, 'the result of an attempt cannot be recorded');
      }
      this.#ended.shift();
    }
    return true;
  }

  async #attempt(job: Job): Promise<void> {
    const { attempt, failed, leaseMs } = this.#options;
    this.#underWay.add(job);
    // Attempts have shorter time limits of their own; when the lease ends, another process may repeat the attempt.
    const ended = await attemptWithin(leaseMs, () => attempt(job)).catch((error: unknown) => {
      this.#bug({ err: error }, 'an attempt failed with an internal error');
      return failed(job);
    });
    this.#underWay.delete(job);
    this.#ended.push(ended);
    this.#wake();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
