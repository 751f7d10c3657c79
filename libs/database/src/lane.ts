import { endsWithin } from '@florin/service';

export type LaneLimits = {
  /** The largest number of uses of the database at the same time. Default unlimited. */
  atOnceMax?: number;
  /** The largest number of uses that wait; one more is refused. Default 1,000. */
  waitingMax?: number;
  /** The time limit of a use, including its wait. A use that has waited for three quarters of it is refused. */
  answerWithinMs: number;
};

/** Too many uses of the database wait already. This one did not begin, and nothing was changed. */
export class DatabaseOverloaded extends Error {
  /** PostgreSQL's code when it has no connection left: callers handle both in the same way. */
  readonly code = '53300';

  constructor() {
    super('too many requests are waiting for the database');
    this.name = 'DatabaseOverloaded';
  }
}

/** A use of the database exceeded its time limit. Its changes may or may not have been made. */
export class DatabaseTooSlow extends Error {
  /** PostgreSQL's code when it has cancelled a statement: callers handle both in the same way. */
  readonly code = '57014';

  constructor(limitMs: number) {
    super(`the database did not answer within ${limitMs} ms`);
    this.name = 'DatabaseTooSlow';
  }
}

const waitingShare = 0.75;

type Waiting = { begin: () => void };

/**
 * The share of a connection pool that belongs to one kind of work. While all shares together fit into the pool, no kind of
 * work takes a connection that another one needs. A use that exceeded its time limit counts as running until it ends,
 * because it still has its connection.
 */
export class Lane {
  readonly #limits: LaneLimits;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    await this.#enter();
    const running = work().finally(() => this.#leave());
    const { answerWithinMs } = this.#limits;
    const leftMs = answerWithinMs - (performance.now() - startedAt);
    if (await endsWithin(leftMs, running)) return running;
    throw new DatabaseTooSlow(answerWithinMs);
  }

  #enter(): Promise<void> | undefined {
    const { atOnceMax = Infinity, waitingMax = 1_000, answerWithinMs } = this.#limits;
    if (this.#running < atOnceMax) {
      this.#running += 1;
      return undefined;
    }
    if (this.#waiting.size >= waitingMax) throw new DatabaseOverloaded();
    return new Promise((resolve, reject) => {
      const waiting = {
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new DatabaseOverloaded());
      }, answerWithinMs * waitingShare);
      this.#waiting.add(waiting);
    });
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    // The use that has waited longest takes over the place.
    this.#waiting.delete(next);
    next.begin();
  }
}
