import { endsWithin, FairPlaces, NoPlace } from '@florin/service';

export type LaneLimits = {
  /** The largest number of uses of the database at the same time. Default unlimited. */
  atOnceMax?: number;
  /** The largest number of them for one tenant. Default all. */
  perTenantMax?: number;
  /** The largest number of uses that wait; one more is refused. Default 1,000. */
  waitingMax?: number;
  /** The time limit of a use, including its wait. A use that has waited for three quarters of it is refused. */
  answerWithinMs: number;
};

/** Too many uses of the database wait already. This one did not begin, and nothing was changed. */
export class DatabaseOverloaded extends Error {
  /** PostgreSQL's code when it has no connection left: callers handle both in the same way. */
  readonly code = '53300';
  /** How many of one tenant may wait at the moment; set if this tenant has more than this share. */
  readonly share: number | undefined;

  constructor(share?: number) {
    super('too many requests are waiting for the database');
    this.name = 'DatabaseOverloaded';
    this.share = share;
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

/** Uses of the database that belong to no tenant count as those of one. */
const noTenant = '';

/**
 * The share of a connection pool that belongs to one kind of work. While all shares together fit into the pool, no kind of
 * work takes a connection that another one needs. Within it tenants take turns by the time that they have used, so that
 * a large page costs its tenant more turns than a small one. A use that exceeded its time limit counts as running until it
 * ends, because it still has its connection.
 */
export class Lane {
  readonly #answerWithinMs: number;
  readonly #places: FairPlaces;

  constructor({
    atOnceMax = Infinity,
    perTenantMax = Infinity,
    waitingMax = 1_000,
    answerWithinMs,
  }: LaneLimits) {
    this.#answerWithinMs = answerWithinMs;
    const waitMsMax = answerWithinMs * waitingShare;
    this.#places = new FairPlaces({ atOnceMax, perPartyMax: perTenantMax, waitingMax, waitMsMax });
  }

  async run<T>(work: () => Promise<T>, tenantId = noTenant): Promise<T> {
    const startedAt = performance.now();
    await this.#enter(tenantId);
    const beganAt = performance.now();
    const running = work().finally(() => this.#places.leave(tenantId, performance.now() - beganAt));
    const leftMs = this.#answerWithinMs - (beganAt - startedAt);
    if (await endsWithin(leftMs, running)) return running;
    throw new DatabaseTooSlow(this.#answerWithinMs);
  }

  async #enter(tenantId: string): Promise<void> {
    try {
      await this.#places.enter(tenantId);
    } catch (error) {
      throw error instanceof NoPlace ? new DatabaseOverloaded(error.share) : error;
    }
  }
}
