import { isUnavailable, type Database } from '@florin/database';
import { endsWithin } from '@florin/service';
import { again, type Answer, answerTo, type Posted, type PostedBatch, Refusal } from '@florin/rules';
import type { Failpoint } from '../failpoint.ts';
import {
  isSameRequest,
  type Command,
  type Decision,
  type MovementBatch,
  type PostingRequest,
} from './command.ts';
import { isKeyHeld, keyInUse, keyReused } from '../idempotency-keys.ts';
import type { ExternalAccounts } from './load.ts';
import {
  firstArrival,
  firstTraced,
  lockBatch,
  permitted,
  permittedWithin,
  traceWork,
  type AccountLocks,
  type HeldLocks,
} from './batch-locks.ts';
import { postBatch } from './post-batch.ts';
import { findConfirmedReplays } from './replays.ts';
import {
  AccountConcurrencyLimit,
  besideDominant,
  outcomeUnknown,
  TenantShares,
  tooSlowToBegin,
} from './queue-limits.ts';
import { AccountsInUse, KeysInUse, WaitingRequest, WaitingRequests } from './waiting-requests.ts';

export type PostingOptions = {
  database: Database;
  locks: AccountLocks;
  /** The largest number of movements in one unit of work. A batch of movements that is larger is posted alone. */
  batchSizeMax: number;
  /**
   * The largest number of units of work at the same time. While one tenant has most of the queue, it is one more: two for
   * the others alone.
   */
  batchesInFlightMax: number;
  /**
   * The largest number of movements in the queue. When it is full, tenants above their share of it are refused with
   * `rate_limited`.
   */
  waitingMax: number;
  /** Every request is answered within this time. When the outcome is not known by then, the answer says so. */
  answerWithinMs: number;
  /** Called after each commit with its number of movements, the time from lock to commit, and what was decided. */
  onBatch?: (size: number, durationMs: number, decisions: readonly Decision[]) => void;
  /** Called when the accounts of a batch are locked, but for those that another process holds. */
  onLocked?: (locked: { waitedMs: number; lockMs: number; busyAccounts: number }) => void;
  /** Called when a unit of work failed for a technical reason, with the span of its first traced request. */
  onFailure?: (error: unknown, size: number, traceparent: string | undefined) => void;
  /** Called before and after each commit, where a test may end the process. */
  failpoint?: Failpoint;
};

const deadlineCheckMs = 25;
/** The extra time for a unit of work that is about to find out whether an account is still busy: a more exact answer. */
const verdictMs = 250;
/** A client that sends its next request as soon as it has an answer does so within this time. */
const returningMs = 3;
/** A batch waits no longer than this to become as large as the batches under way: one of those may be stuck. */
const gatheringMsMax = 250;

/**
 * Posts the requests that wait at the same moment as one batch: one lock round trip, one unit of work, one commit. The
 * next batch gathers while the one before commits, and for up to 3 ms after it until as many requests wait as it answered.
 */
export class PostingQueue {
  readonly #options: PostingOptions;
  readonly #external: ExternalAccounts;
  readonly #lookups: Database;
  readonly #waiting = new WaitingRequests();
  readonly #underWay = new Set<WaitingRequest>();
  readonly #accountsInUse = new AccountsInUse();
  readonly #keysInUse = new KeysInUse();
  readonly #concurrency = new AccountConcurrencyLimit();
  readonly #shares: TenantShares;
  #movementsUnderWay = 0;
  #batchesInFlight = 0;
  /** When the last batch began. */
  #beganAt = 0;
  /** When the last batch ended, and how many requests it answered. */
  #ended = { at: 0, requests: 0 };
  /** Only one unit of work at a time contains batches of movements; after it, waiting single movements go first. */
  #bulk: 'none' | 'running' | 'just ran' = 'none';
  /** How many units of work are running that the tenants beside a dominant one have of their own. */
  #besideInFlight = 0;
  #pumpScheduled = false;
  #deadlines: NodeJS.Timeout | undefined;

  /** `lookups` reads keys on connections of its own, so that refused requests take none from the units of work. */
  constructor(options: PostingOptions, external: ExternalAccounts, lookups: Database) {
    this.#options = options;
    this.#external = external;
    this.#lookups = lookups;
    this.#shares = new TenantShares(this.#waiting, options.waitingMax);
  }

  /** The number of movements in the queue and in units of work. */
  get size(): number {
    return this.#waiting.movements + this.#movementsUnderWay;
  }

  /** How long the oldest request has been in the queue or in a unit of work; 0 without any. */
  get oldestWaitMs(): number {
    if (this.size === 0) return 0;
    return performance.now() - firstArrival([...this.#waiting, ...this.#underWay]);
  }

  /**
   * Posts one request. Resolves after the commit. Rejects with a `Refusal`, or with a technical error; after a technical
   * error the outcome is unknown, and a retry with the same idempotency key returns it.
   */
  post(command: Command): Promise<Posted>;
  post(batch: MovementBatch): Promise<PostedBatch>;
  post(request: PostingRequest): Promise<Answer>;
  async post(request: PostingRequest): Promise<Answer> {
    const until = performance.now() + this.#options.answerWithinMs;
    for (let twin = this.#keysInUse.find(request); twin !== undefined; twin = this.#keysInUse.find(request)) {
      const answer = await this.#answerOf(twin, request, until);
      if (answer !== undefined) return answer;
    }
    const waiting = new WaitingRequest(request);
    this.#enterLimits(waiting);
    this.#keysInUse.add(waiting);
    this.#waiting.add(waiting);
    this.#watchDeadlines();
    this.#schedulePump();
    try {
      return await waiting.answer;
    } catch (error) {
      if (!isBusy(error)) throw error;
      // Before the lookup: a repeat would take this request for one that is still waiting, and wait for it in a loop.
      this.#keysInUse.release(waiting);
      return await this.#answeredBefore(request, error);
    } finally {
      this.#concurrency.leave(request.accountIds);
      this.#shares.leave(waiting);
      this.#keysInUse.release(waiting);
    }
  }

  #enterLimits(waiting: WaitingRequest): void {
    this.#concurrency.enter(waiting.accountIds);
    try {
      this.#shares.enter(waiting, this.size);
    } catch (error) {
      this.#concurrency.leave(waiting.accountIds);
      throw error;
    }
  }

  /**
   * Waits for another request of this process under the same key, until `until` on the clock of `performance.now()`. If its
   * answer was recorded, that is the answer. Undefined if nothing was recorded: then this request may be posted.
   */
  async #answerOf(twin: WaitingRequest, request: PostingRequest, until: number): Promise<Answer | undefined> {
    const settled = twin.answer.catch(() => undefined);
    const leftMs = until - performance.now();
    if (leftMs <= 0 || !(await endsWithin(leftMs, settled))) throw keyInUse();
    if (twin.onRecord === undefined) return undefined;
    if (!isSameRequest(twin.request, request)) throw keyReused();
    const answer = again(twin.onRecord);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  /** A request that was posted before gets its first answer, even when its account is busy now. */
  async #answeredBefore(request: PostingRequest, refusal: Refusal): Promise<Answer> {
    if (request.idempotencyKey === null) throw refusal;
    const replays = await this.#lookups
      .of(request.tenantId)
      // A unit of work, so that the answer names a position which covers the first one.
      .unitOfWork((em) => findConfirmedReplays(em, [request]))
      .catch(() => undefined);
    const known = replays?.get(request);
    const answer = known === undefined ? refusal : answerTo(known);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  #schedulePump(): void {
    if (this.#pumpScheduled) return;
    this.#pumpScheduled = true;
    // After this turn of the event loop has read its input: requests that arrived together share a batch.
    setImmediate(() => {
      this.#pumpScheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    this.#pumpBesideDominant();
    while (this.#batchesInFlight < this.#batchesInFlightMax && this.#enoughWait()) {
      const batch = this.#takeBatch();
      if (batch.length === 0) break;
      void this.#run(batch);
    }
  }

  /** A dominant tenant has one unit of work less, because each of them delays those of the others. */
  get #batchesInFlightMax(): number {
    const { batchesInFlightMax } = this.#options;
    return this.#shares.dominant === undefined ? batchesInFlightMax : Math.max(1, batchesInFlightMax - 1);
  }

  /** While one tenant has most of the queue, a single movement of another does not wait for that tenant's units of work. */
  #pumpBesideDominant(): void {
    const without = this.#shares.dominant;
    if (without === undefined) return;
    const { batchSizeMax, batchesInFlightMax } = this.#options;
    // Together there is one more than without a dominant tenant.
    while (
      this.#besideInFlight < besideDominant.batchesMax &&
      this.#batchesInFlight + this.#besideInFlight <= batchesInFlightMax
    ) {
      const capacity = { movements: batchSizeMax, accountsInUse: this.#accountsInUse };
      const batch = this.#waiting.take({ ...capacity, bulk: false, without });
      if (batch.length === 0) return;
      void this.#run(batch, true);
    }
  }

  /**
   * Whether the next batch is worth a commit: it is as large as the batches under way, or as the last one if that ended a
   * moment ago. Without this the first request to arrive would be committed alone, and the requests right behind it
   * would wait for the commit after.
   */
  #enoughWait(): boolean {
    const returning = performance.now() - this.#ended.at < returningMs ? this.#ended.requests : 0;
    const enough = Math.min(Math.max(this.#underWay.size, returning), this.#options.batchSizeMax);
    return this.#waiting.requests >= enough || performance.now() - this.#beganAt >= gatheringMsMax;
  }

  #takeBatch(): WaitingRequest[] {
    const { batchSizeMax } = this.#options;
    const { dominant } = this.#shares;
    const movements =
      dominant === undefined ? batchSizeMax : Math.min(batchSizeMax, besideDominant.batchSizeMax);
    const capacity = { movements, accountsInUse: this.#accountsInUse, singlesOf: dominant };
    if (this.#bulk !== 'none') {
      const singles = this.#waiting.take({ ...capacity, bulk: false });
      if (this.#bulk === 'just ran') this.#bulk = 'none';
      if (singles.length > 0 || this.#bulk === 'running') return singles;
    }
    return this.#waiting.take({ ...capacity, bulk: true });
  }

  async #run(batch: WaitingRequest[], beside = false): Promise<void> {
    const accountIds = [...new Set(batch.flatMap((request) => request.accountIds))];
    const isBulk = batch.some(({ size }) => size > 1);
    if (beside) this.#besideInFlight += 1;
    else {
      this.#batchesInFlight += 1;
      this.#beganAt = performance.now();
    }
    this.#begin(batch, accountIds, isBulk);
    const locking = lockBatch(batch, accountIds, this.#options);
    try {
      await this.#postLocked(batch, accountIds, locking);
    } catch (error) {
      for (const request of batch) request.failed(error);
    } finally {
      void locking.then((held) => held.release()).catch(() => undefined);
      if (beside) this.#besideInFlight -= 1;
      else {
        this.#batchesInFlight -= 1;
        this.#ended = { at: performance.now(), requests: batch.length };
      }
      this.#end(batch, accountIds, isBulk);
      this.#pump();
    }
  }

  #begin(batch: readonly WaitingRequest[], accountIds: readonly string[], isBulk: boolean): void {
    this.#accountsInUse.add(accountIds);
    for (const request of batch) {
      this.#underWay.add(request);
      this.#movementsUnderWay += request.size;
    }
    if (isBulk) this.#bulk = 'running';
  }

  #end(batch: readonly WaitingRequest[], accountIds: readonly string[], isBulk: boolean): void {
    setTimeout(() => this.#schedulePump(), returningMs);
    this.#accountsInUse.release(accountIds, () => this.#schedulePump());
    for (const request of batch) {
      this.#underWay.delete(request);
      this.#movementsUnderWay -= request.size;
    }
    if (isBulk) this.#bulk = 'just ran';
  }

  /**
   * Locks accounts that no other process was seen holding in Redis and in PostgreSQL at the same time. For others Redis comes first: the
   * process that holds one there would find its row locked.
   */
  async #postLocked(batch: WaitingRequest[], ids: readonly string[], locking: Promise<HeldLocks>) {
    if (this.#accountsInUse.contendedAmong(ids).size === 0) return this.#postReady(batch, locking);
    const ready = permitted(batch, await locking);
    const isReady = new Set(ready);
    this.#putBack(batch.filter((request) => !isReady.has(request)));
    if (ready.length > 0) await this.#postReady(ready, locking);
  }

  async #postReady(requests: readonly WaitingRequest[], locking: Promise<HeldLocks>): Promise<void> {
    const startedAt = performance.now();
    const size = requests.reduce((sum, request) => sum + request.size, 0);
    try {
      const { database, failpoint, answerWithinMs } = this.#options;
      const requested = requests.map(({ request }) => request);
      const locked = () => permittedWithin(answerWithinMs, requests, locking);
      const decisions = await traceWork(requests, (traceparent) =>
        postBatch(database, requested, this.#external, { failpoint, traceparent, locked }),
      );
      this.#answer(requests, decisions);
      this.#options.onBatch?.(size, performance.now() - startedAt, decisions);
    } catch (error) {
      this.#options.onFailure?.(error, size, firstTraced(requests));
      const isHeld = isKeyHeld(error);
      if (requests.length === 1 || (isUnavailable(error) && !isHeld))
        for (const request of requests) request.failed(isHeld ? keyInUse() : error);
      // One request must not fail its batch: each is tried once alone. Requests with a held key do not wait for each other.
      else if (isHeld) await Promise.all(requests.map((request) => this.#postReady([request], locking)));
      else for (const each of requests) if (!each.settled) await this.#postReady([each], locking);
    }
  }

  #answer(requests: readonly WaitingRequest[], decisions: readonly Decision[]): void {
    this.#putBack(requests.filter((_, index) => decisions[index]?.kind === 'busy'));
    const answerFrom = (first: number): void => {
      const end =
        this.#shares.dominant === undefined ? decisions.length : first + besideDominant.answersPerTurn;
      for (let index = first; index < Math.min(end, decisions.length); index++) {
        const decision = decisions[index];
        if (decision && decision.kind !== 'busy') requests[index]?.decided(decision);
      }
      if (end < decisions.length) setImmediate(answerFrom, end);
    };
    // Later, because answers take long to write: the next batch requests its locks first.
    setImmediate(answerFrom, 0);
  }

  #putBack(busy: readonly WaitingRequest[]): void {
    for (const { accountIds } of busy) this.#accountsInUse.markContended(accountIds);
    this.#waiting.putBack(busy, () => this.#schedulePump());
  }

  #watchDeadlines(): void {
    // unref: the check must not keep the process alive.
    this.#deadlines ??= setInterval(() => this.#enforceDeadlines(), deadlineCheckMs).unref();
  }

  /** Answers requests that waited too long: "busy" if an account was, "outcome unknown" if it may be posted already. */
  #enforceDeadlines(): void {
    const now = performance.now();
    for (const waiting of this.#waiting) {
      const occupied = waiting.wasBusy || waiting.accountIds.some((id) => this.#accountsInUse.has(id));
      this.#enforceDeadline(waiting, now - waiting.arrivedAt, occupied);
    }
    for (const waiting of this.#underWay) {
      const waitedMs = now - waiting.arrivedAt;
      if (!waiting.posting) this.#enforceDeadline(waiting, waitedMs, waiting.wasBusy);
      else if (waitedMs >= this.#options.answerWithinMs + (waiting.wasBusy ? verdictMs : 0))
        waiting.failed(outcomeUnknown());
    }
    if (this.size > 0) return this.#schedulePump();
    clearInterval(this.#deadlines);
    this.#deadlines = undefined;
  }

  /** For a request that no unit of work has begun to post. */
  #enforceDeadline(waiting: WaitingRequest, waitedMs: number, occupied: boolean): void {
    if (occupied && waitedMs >= waiting.request.waitMs) waiting.refuseBusy();
    else if (waitedMs >= this.#options.answerWithinMs) waiting.failed(tooSlowToBegin());
  }
}

function isBusy(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'transaction_in_progress';
}
