import { type Answer, answerTo, type Decided, isOnRecord, Refusal } from '@florin/rules';
import { commandsOf, type PostingRequest } from './command.ts';

/** How long a request rests after one of its accounts was busy. Immediate retries would starve the holder of the lock. */
const restMs = { min: 3, max: 7 };

/** One request in the queue. It is answered exactly once. */
export class WaitingRequest {
  readonly request: PostingRequest;
  /** The number of movements in the request. */
  readonly size: number;
  readonly answer: Promise<Answer>;
  /** From `performance.now()`, so that a change of the system clock does not end a wait. */
  readonly arrivedAt = performance.now();
  /** True for a few milliseconds after an account was busy; the queue skips the request meanwhile. */
  resting = false;
  /** Whether another session held one of the accounts at the last attempt. */
  wasBusy = false;
  /** Whether a unit of work may have posted the request; from then on only that unit of work knows the outcome. */
  posting = false;
  settled = false;
  /** The answer, if it was recorded under the request's idempotency key. */
  onRecord: Answer | Refusal | undefined;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;

  constructor(request: PostingRequest) {
    this.request = request;
    this.size = commandsOf(request).length;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get accountIds(): readonly string[] {
    return this.request.accountIds;
  }

  /** Answers with a committed decision. A refusal rejects. */
  decided(decision: Decided): void {
    const answer = answerTo(decision);
    if (isOnRecord(answer)) this.onRecord = answer;
    if (answer instanceof Refusal) this.failed(answer);
    else this.#settle(() => this.#resolve(answer));
  }

  failed(error: unknown): void {
    this.#settle(() => this.#reject(error));
  }

  refuseBusy(): void {
    this.failed(
      new Refusal(
        'transaction_in_progress',
        'Another transaction holds this account; nothing was moved. Try again.',
      ),
    );
  }

  #settle(answer: () => void): void {
    if (this.settled) return;
    this.settled = true;
    answer();
  }
}

/** What the next batch may contain. */
export type BatchCapacity = {
  /** The largest number of movements. A single request with more movements is posted alone. */
  movements: number;
  /** Whether the batch may contain requests with more than one movement. */
  bulk: boolean;
  /** The accounts that this process is posting to. */
  accountsInUse: Pick<AccountsInUse, 'has'>;
};

/** The requests that wait for a batch, in order of arrival. */
export class WaitingRequests {
  #requests: WaitingRequest[] = [];
  #movements = 0;

  /** The number of movements of all waiting requests. */
  get movements(): number {
    return this.#movements;
  }

  /** The number of waiting requests; one request may contain many movements. */
  get requests(): number {
    return this.#requests.length;
  }

  [Symbol.iterator](): Iterator<WaitingRequest> {
    return this.#requests.values();
  }

  add(request: WaitingRequest): void {
    this.#requests.push(request);
    this.#movements += request.size;
  }

  /**
   * Removes the requests of the next batch, in order of arrival, and skips those whose accounts are in use. A request
   * with many movements needs all of its accounts free at the same moment, so later requests do not overtake it on an
   * account that it waits for.
   */
  take({ movements, bulk, accountsInUse }: BatchCapacity): WaitingRequest[] {
    const taken: WaitingRequest[] = [];
    const left: WaitingRequest[] = [];
    const reserved = new Set<string>();
    let capacity = movements;
    for (const request of this.#requests) {
      if (request.settled) continue;
      const { size, accountIds } = request;
      const occupied = accountIds.some((id) => accountsInUse.has(id) || reserved.has(id));
      const fits = size <= capacity || (taken.length === 0 && size > movements);
      if (occupied && request.request.waitMs === 0) request.refuseBusy();
      else if (occupied || request.resting || !fits || (size > 1 && !bulk)) left.push(request);
      else {
        taken.push(request);
        capacity -= size;
      }
      if (occupied && size > 1 && bulk) for (const id of accountIds) reserved.add(id);
    }
    this.#keep(left);
    return taken;
  }

  /**
   * Returns requests with busy accounts to the head of the queue, where they rest for a few milliseconds; `onRested` is
   * called after that. A request whose wait time is over is refused instead.
   */
  putBack(requests: readonly WaitingRequest[], onRested: () => void): void {
    if (requests.length === 0) return;
    const now = performance.now();
    for (const request of requests) {
      request.wasBusy = true;
      request.resting = true;
      request.posting = false;
      if (now - request.arrivedAt >= request.request.waitMs) request.refuseBusy();
    }
    this.#keep([...requests.filter(({ settled }) => !settled), ...this.#requests]);
    setTimeout(
      () => {
        for (const request of requests) request.resting = false;
        onRested();
      },
      restMs.min + Math.random() * (restMs.max - restMs.min),
    );
  }

  #keep(requests: WaitingRequest[]): void {
    this.#requests = requests;
    this.#movements = 0;
    for (const { size } of requests) this.#movements += size;
  }
}

/** How long an account counts as contended after another process was seen holding it. */
const contendedForMs = 1_000;
/** How long a contended account is yielded after a batch; longer than a waiting process rests between two attempts. */
const yieldedForMs = 8;

/** The accounts that the batches of this process are using now. */
export class AccountsInUse {
  readonly #ids = new Set<string>();
  /** When another process was last seen holding an account, oldest first. */
  readonly #contendedAt = new Map<string, number>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  /**
   * Frees the accounts of a batch. Contended accounts stay in use for 8 ms more, so that another process can lock them
   * and more requests for them gather here; `onYielded` is called after that.
   */
  release(ids: readonly string[], onYielded: () => void): void {
    const yielded = this.#contendedAmong(ids);
    for (const id of ids) if (!yielded.has(id)) this.#ids.delete(id);
    if (yielded.size === 0) return;
    setTimeout(() => {
      for (const id of yielded) this.#ids.delete(id);
      onYielded();
    }, yieldedForMs);
  }

  /** Another process holds one of these accounts. */
  markContended(ids: readonly string[]): void {
    for (const id of ids) {
      this.#contendedAt.delete(id);
      this.#contendedAt.set(id, performance.now());
    }
  }

  #contendedAmong(ids: readonly string[]): Set<string> {
    const since = performance.now() - contendedForMs;
    for (const [id, at] of this.#contendedAt) {
      if (at >= since) break;
      this.#contendedAt.delete(id);
    }
    return new Set(ids.filter((id) => this.#contendedAt.has(id)));
  }
}

/**
 * How many requests of one account may be queued or under way. It is half of what a tenant may have open (1,000): when
 * one account makes no progress, for example under the lock of a dead process, the tenant's other accounts still do.
 */
const requestsPerAccountMax = 500;

/** Limits the number of requests per account. */
export class AccountConcurrencyLimit {
  readonly #requests = new Map<string, number>();

  /** Counts one more request. Throws `account_contended`, and counts nothing, when one of the accounts is at its limit. */
  enter(accountIds: readonly string[]): void {
    const full = accountIds.find((id) => (this.#requests.get(id) ?? 0) >= requestsPerAccountMax);
    if (full !== undefined) {
      throw new Refusal(
        'account_contended',
        `Too many transactions are waiting for account ${full}; nothing was moved. Try again shortly.`,
      );
    }
    for (const id of accountIds) this.#requests.set(id, (this.#requests.get(id) ?? 0) + 1);
  }

  leave(accountIds: readonly string[]): void {
    for (const id of accountIds) {
      const left = (this.#requests.get(id) ?? 1) - 1;
      if (left === 0) this.#requests.delete(id);
      else this.#requests.set(id, left);
    }
  }
}

/** The queue is full. */
export function tooManyWaiting(): Refusal {
  return new Refusal('overloaded', 'Too many requests are waiting; nothing was moved. Try again shortly.');
}

/** The time limit passed before any unit of work began with the request. */
export function tooSlowToBegin(): Refusal {
  return new Refusal(
    'overloaded',
    'The ledger is too slow to begin; nothing was moved. Retry with the same key.',
  );
}
