import { isUnavailable, type Database } from '@florin/database';
import { failpoint, type Logger } from '@florin/service';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

export type LeasedLoopOptions<Job, Ended> = {
  /** Of what is sent; its failpoints begin with it. */
  name: 'notification' | 'webhook';
  database: Database;
  /** Whether `claim` would find anything; a question that costs little, for it is asked at every poll. */
  isAnythingDue(): Promise<boolean>;
  /** Takes what is due under a lease, as far as there are places beside what is under way. */
  claim(em: SqlEntityManager, underWay: ReadonlySet<Job>): Promise<Job[]>;
  /** Always comes to an end within the lease; a failure is an outcome, not an error. */
  attempt(job: Job): Promise<Ended>;
  /** Writes down how attempts ended. */
  settle(em: SqlEntityManager, ended: readonly Ended[]): Promise<void>;
  pollMs: number;
  /** How long a stop waits for what is under way; the rest is made again when its lease ends. */
  stopWithinMs: number;
  logger: Logger;
};

/**
 * Makes attempts that are due, at least once each, apart from the consumption of events: a target that hangs fills
 * the places of this loop and nobody else's. Several instances share the work.
 */
export class LeasedLoop<Job, Ended> {
  readonly #options: LeasedLoopOptions<Job, Ended>;
  readonly #underWay = new Set<Job>();
  readonly #ended: Ended[] = [];
  #stopping = false;
  #abandoned = false;
  #wake = () => {};
  readonly #running: Promise<void>;

  /** Starts at once. */
  constructor(options: LeasedLoopOptions<Job, Ended>) {
    this.#options = options;
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
    const { name, database, isAnythingDue, claim, settle, logger } = this.#options;
    const ended = [...this.#ended];
    if (this.#stopping && ended.length === 0) return true;
    try {
      if (ended.length === 0 && !(await isAnythingDue())) return true;
      const due = await database.unitOfWork(async (em) => {
        if (ended.length > 0) await settle(em, ended);
        const claimed = this.#stopping ? [] : await claim(em, this.#underWay);
        if (ended.length > 0) await failpoint(`${name}.before-settling-commit`);
        return claimed;
      });
      if (ended.length > 0) await failpoint(`${name}.after-settling`);
      this.#ended.splice(0, ended.length);
      for (const job of due) void this.#attempt(job);
      return true;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      logger.warn({ err: error }, 'the database does not answer, deliveries wait');
      return false;
    }
  }

  async #attempt(job: Job): Promise<void> {
    this.#underWay.add(job);
    const ended = await this.#options.attempt(job);
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
