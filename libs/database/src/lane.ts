export type LaneLimits = {
  /** How many of its uses of the database run at the same moment. Unlimited when not given. */
  atOnceMax?: number;
  /** How many more may wait; one more is refused. Default 1,000. */
  waitingMax?: number;
  /** Each use ends within this time, counted from when it was asked for. Three quarters of it may pass with waiting. */
  answerWithinMs: number;
};

/** Too many wait for the database already: this use was not begun, and nothing was changed. */
export class DatabaseOverloaded extends Error {
  /** What PostgreSQL says when it has no connection left: callers treat both alike. */
  readonly code = '53300';

  constructor() {
    super('too many requests are waiting for the database');
    this.name = 'DatabaseOverloaded';
  }
}

/** The time of a use of the database is up. What it was to change may be changed, or not. */
export class DatabaseTooSlow extends Error {
  /** What PostgreSQL says when it has ended a statement: callers treat both alike. */
  readonly code = '57014';

  constructor(limitMs: number) {
    super(`the database did not answer within ${limitMs} ms`);
    this.name = 'DatabaseTooSlow';
  }
}

const waitingShare = 0.75;

type Waiting = { begin: () => void };

/**
 * One kind of work's share of a connection pool. As long as the shares of all kinds together are not more than the
 * pool, no kind takes a connection that another one needs. A use whose time is up is answered, and keeps its place until
 * its connection is free again, since it still occupies it.
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
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new DatabaseTooSlow(answerWithinMs)),
      answerWithinMs - (performance.now() - startedAt),
    );
    try {
      return await Promise.race([running, tooLate]);
    } finally {
      clearTimeout(timer);
      running.catch(() => undefined);
    }
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
    // Its place goes on to the one that has waited longest.
    this.#waiting.delete(next);
    next.begin();
  }
}
