import { Refusal } from '@florin/rules';
import { equalShare, PartyCounts } from '@florin/service';
import type { WaitingRequest, WaitingRequests } from './waiting-requests.ts';

/** Limits while one tenant has most of the queue, and others wait too. */
export const besideDominant = {
  /** Of that tenant's movements in a unit of work. Larger ones occupy the event loop in turns that the others notice. */
  batchSizeMax: 32,
  /** The units of work that the others have of their own. */
  batchesMax: 2,
  /** The answers that are written in one turn of the event loop. */
  answersPerTurn: 8,
};

/**
 * How many requests of one account may be queued or under way. It is half of what a tenant may have open (1,000): when
 * one account makes no progress, for example under the lock of a dead process, the tenant's other accounts still do.
 */
const requestsPerAccountMax = 500;

/** Limits the number of requests per account. */
export class AccountConcurrencyLimit {
  readonly #requests = new PartyCounts();

  /** Counts one more request. Throws `account_contended`, and counts nothing, when one of the accounts is at its limit. */
  enter(accountIds: readonly string[]): void {
    const full = accountIds.find((id) => this.#requests.of(id) >= requestsPerAccountMax);
    if (full !== undefined) {
      throw new Refusal(
        'account_contended',
        `Too many transactions are waiting for account ${full}; nothing was moved. Try again shortly.`,
      );
    }
    for (const id of accountIds) this.#requests.add(id, 1);
  }

  leave(accountIds: readonly string[]): void {
    for (const id of accountIds) this.#requests.add(id, -1);
  }
}

/** A tenant with at least this share of all movements in the queue, and as many movements, holds up the others. */
const dominantShare = 2 / 3;
const dominantMin = 3;

/**
 * Shares the places of the queue among the tenants that use it now, in movements. One tenant alone may use all of them.
 * When they are full, a tenant below its share gets places of those above theirs, whose newest requests are refused.
 */
export class TenantShares {
  readonly #movements = new PartyCounts();
  readonly #waiting: WaitingRequests;
  readonly #waitingMax: number;

  constructor(waiting: WaitingRequests, waitingMax: number) {
    this.#waiting = waiting;
    this.#waitingMax = waitingMax;
  }

  /** Counts one more request. `inQueue` is the number of movements in the queue. Throws, and counts nothing, if it is full. */
  enter(request: WaitingRequest, inQueue: number): void {
    const { tenantId, size } = request;
    const excess = inQueue + size - this.#waitingMax;
    if (excess > 0) this.#makeSpace(tenantId, size, excess);
    this.#movements.add(tenantId, size);
  }

  leave({ tenantId, size }: WaitingRequest): void {
    this.#movements.add(tenantId, -size);
  }

  /** The tenant that has most of the queue, if there are others too. */
  get dominant(): string | undefined {
    if (this.#movements.size < 2) return undefined;
    for (const [tenantId, movements] of this.#movements)
      if (movements >= Math.max(dominantMin, this.#movements.sum * dominantShare)) return tenantId;
    return undefined;
  }

  #makeSpace(tenantId: string, size: number, excess: number): void {
    const own = this.#movements.of(tenantId);
    const share = equalShare(this.#waitingMax, this.#movements, tenantId);
    if (own > 0 && own + size > share) throw beyondShare(share);
    let left = excess;
    const above = [...this.#movements].filter(
      ([other, movements]) => other !== tenantId && movements > share,
    );
    for (const [other] of above.sort(([, one], [, two]) => two - one)) {
      left -= this.#waiting.refuseNewest(other, left, beyondShare(share));
      if (left <= 0) return;
    }
    throw tooManyWaiting();
  }
}

/** The queue is full, and this tenant uses more of it than its share. */
export function beyondShare(share: number): Refusal {
  return new Refusal(
    'rate_limited',
    `Too many of your movements are waiting; nothing was moved. Your share is ${share} at the moment. Try again shortly.`,
    { limit: share },
  );
}

/** The queue is full. */
function tooManyWaiting(): Refusal {
  return new Refusal('overloaded', 'Too many requests are waiting; nothing was moved. Try again shortly.');
}

/** The time limit passed before any unit of work began with the request. */
export function tooSlowToBegin(): Refusal {
  return new Refusal(
    'overloaded',
    'The ledger is too slow to begin; nothing was moved. Retry with the same key.',
  );
}

/** The time limit passed while a unit of work had the request. */
export function outcomeUnknown(): Refusal {
  return new Refusal(
    'service_unavailable',
    'The ledger is too slow to answer; the outcome is unknown. Retry with the same key.',
  );
}
