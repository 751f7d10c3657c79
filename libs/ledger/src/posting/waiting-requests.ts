import { FairShares } from '@florin/service';
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

  get tenantId(): string {
    return this.request.tenantId;
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
  /** The batch contains no request of this tenant. */
  without?: string | undefined;
  /** The batch contains single movements of no other tenant than this. */
  singlesOf?: string | undefined;
};

/** The waiting requests of one tenant, in order of arrival. */
type TenantQueue = {
  tenantId: string;
  requests: WaitingRequest[];
};

/**
 * The requests that wait for a batch. Those of a tenant leave in the order of their arrival. Among tenants the one with the
 * fewest movements so far goes first, whatever the size of its requests.
 */
export class WaitingRequests {
  readonly #queues = new Map<string, TenantQueue>();
  readonly #shares = new FairShares();
  /** The tenant that begins the next batch, because its request did not fit into the one before. */
  #first: string | undefined;
  #requests = 0;
  #movements = 0;

  /** The number of movements of all waiting requests. */
  get movements(): number {
    return this.#movements;
  }

  /** The number of waiting requests; one request may contain many movements. */
  get requests(): number {
    return this.#requests;
  }

  *[Symbol.iterator](): Generator<WaitingRequest> {
    for (const { requests } of this.#queues.values()) yield* requests;
  }

  add(request: WaitingRequest): void {
    this.#queueOf(request.tenantId).requests.push(request);
    this.#requests += 1;
    this.#movements += request.size;
  }

  /**
   * Removes the requests of the next batch and skips those whose accounts are in use. A request with many movements needs
   * all of its accounts free at the same moment, so later requests do not overtake it on an account that it waits for. Of
   * the tenants whose requests did not fit into the batch, the one with the fewest movements begins the next batch: small
   * requests of others do not hold up a large one for longer.
   */
  take(capacity: BatchCapacity): WaitingRequest[] {
    const batch = new NextBatch(capacity);
    const queues = [...this.#queues.values()].filter(({ tenantId }) => tenantId !== capacity.without);
    if (queues.length === 0) return [];
    this.#shares.advance(this.#queues.keys());
    const scans = queues.map((queue) => new Scan(queue));
    let open = scans;
    while (open.length > 0) {
      const scan = this.#next(open, capacity.bulk && batch.taken.length === 0 ? this.#first : undefined);
      const taken = scan.takeOne(batch);
      if (taken) this.#shares.use(taken.tenantId, taken.size);
      else open = open.filter((each) => each !== scan);
    }
    const passedOver = scans.filter((scan) => scan.passedOver);
    if (capacity.bulk) this.#first = passedOver.length === 0 ? undefined : this.#next(passedOver).tenantId;
    for (const queue of queues) if (queue.requests.length === 0) this.#queues.delete(queue.tenantId);
    this.#count();
    return batch.taken;
  }

  #next(scans: readonly Scan[], first?: string): Scan {
    let next = scans[0]!;
    // A single tenant is by far the most frequent case.
    if (scans.length === 1) return next;
    for (const scan of scans) {
      if (scan.tenantId === first) return scan;
      if (this.#shares.usedBy(scan.tenantId) < this.#shares.usedBy(next.tenantId)) next = scan;
    }
    return next;
  }

  /**
   * Returns requests with busy accounts to the head of their tenant's queue, where they rest for a few milliseconds;
   * `onRested` is called after that. A request whose wait time is over is refused instead.
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
    for (const request of requests.filter(({ settled }) => !settled).reverse())
      this.#queueOf(request.tenantId).requests.unshift(request);
    this.#count();
    setTimeout(
      () => {
        for (const request of requests) request.resting = false;
        onRested();
      },
      restMs.min + Math.random() * (restMs.max - restMs.min),
    );
  }

  /** Refuses the newest requests of a tenant until this many movements less are waiting. Returns how many it has refused. */
  refuseNewest(tenantId: string, movements: number, refusal: Refusal): number {
    const requests = this.#queues.get(tenantId)?.requests ?? [];
    let refused = 0;
    while (refused < movements && requests.length > 0) {
      const request = requests.pop()!;
      if (!request.settled) refused += request.size;
      request.failed(refusal);
    }
    this.#count();
    return refused;
  }

  #queueOf(tenantId: string): TenantQueue {
    let queue = this.#queues.get(tenantId);
    if (queue) return queue;
    this.#shares.advance(this.#queues.keys());
    queue = { tenantId, requests: [] };
    this.#queues.set(tenantId, queue);
    return queue;
  }

  #count(): void {
    this.#requests = 0;
    this.#movements = 0;
    for (const { requests } of this.#queues.values()) {
      this.#requests += requests.length;
      for (const { size } of requests) this.#movements += size;
    }
  }
}

/** A batch while it is filled. */
class NextBatch {
  readonly taken: WaitingRequest[] = [];
  readonly capacity: BatchCapacity;
  /** Accounts for which a request with many movements waits. */
  readonly reserved = new Set<string>();
  #left: number;

  constructor(capacity: BatchCapacity) {
    this.capacity = capacity;
    this.#left = capacity.movements;
  }

  isOccupied({ accountIds }: WaitingRequest): boolean {
    return accountIds.some((id) => this.capacity.accountsInUse.has(id) || this.reserved.has(id));
  }

  fits({ size }: WaitingRequest): boolean {
    return size <= this.#left || (this.taken.length === 0 && size > this.capacity.movements);
  }

  add(request: WaitingRequest): void {
    this.taken.push(request);
    this.#left -= request.size;
  }
}

/** Goes once through the waiting requests of a tenant, in order, and keeps those that are not taken. */
class Scan {
  readonly tenantId: string;
  /** Whether a request did not fit into the batch. */
  passedOver = false;
  readonly #queue: TenantQueue;
  readonly #requests: readonly WaitingRequest[];
  readonly #left: WaitingRequest[] = [];
  #position = 0;

  constructor(queue: TenantQueue) {
    this.tenantId = queue.tenantId;
    this.#queue = queue;
    this.#requests = queue.requests;
  }

  /** Moves the next request that the batch can contain into it. Returns undefined at the end of the queue. */
  takeOne(batch: NextBatch): WaitingRequest | undefined {
    const { bulk, singlesOf = this.tenantId } = batch.capacity;
    while (this.#position < this.#requests.length) {
      const request = this.#requests[this.#position++]!;
      if (request.settled) continue;
      const occupied = batch.isOccupied(request);
      const isWanted = request.size === 1 ? singlesOf === this.tenantId : bulk;
      const mayBeTaken = !occupied && !request.resting && isWanted;
      if (occupied && request.request.waitMs === 0) request.refuseBusy();
      else if (mayBeTaken && batch.fits(request)) {
        batch.add(request);
        return request;
      } else this.#left.push(request);
      if (mayBeTaken) this.passedOver = true;
      if (occupied && request.size > 1 && bulk) for (const id of request.accountIds) batch.reserved.add(id);
    }
    this.#queue.requests = this.#left;
    return undefined;
  }
}

/**
 * The requests of this process that wait or are being posted under an idempotency key. A key must be released in the turn in
 * which its request is answered: a repeat waits for that answer, and then for the next request under the key.
 */
export class KeysInUse {
  readonly #requests = new Map<string, WaitingRequest>();

  find(request: PostingRequest): WaitingRequest | undefined {
    const name = keyName(request);
    return name === undefined ? undefined : this.#requests.get(name);
  }

  add(waiting: WaitingRequest): void {
    const name = keyName(waiting.request);
    if (name !== undefined) this.#requests.set(name, waiting);
  }

  /** Does nothing when another request has the key by now. */
  release(waiting: WaitingRequest): void {
    const name = keyName(waiting.request);
    if (name !== undefined && this.#requests.get(name) === waiting) this.#requests.delete(name);
  }
}

function keyName({ tenantId, idempotencyKey }: PostingRequest): string | undefined {
  return idempotencyKey === null ? undefined : `${tenantId} ${idempotencyKey}`;
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
    const yielded = this.contendedAmong(ids);
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

  /** The accounts that another process was seen holding a short time ago. */
  contendedAmong(ids: readonly string[]): Set<string> {
    const since = performance.now() - contendedForMs;
    for (const [id, at] of this.#contendedAt) {
      if (at >= since) break;
      this.#contendedAt.delete(id);
    }
    return new Set(ids.filter((id) => this.#contendedAt.has(id)));
  }
}
