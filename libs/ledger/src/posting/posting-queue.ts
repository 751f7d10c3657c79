import { isUnavailable, type Database } from '@florin/database';
import type { Failpoint } from '../failpoint.ts';
import { Refusal } from '../refusal.ts';
import { AccountConcurrency } from './account-concurrency.ts';
import type { AccountLocks, HeldLocks } from './account-locks.ts';
import { again, answerTo, type Answer, type Posted, type PostedBatch } from './answer.ts';
import type { Command, MovementBatch, PostingRequest } from './command.ts';
import { commitBatch } from './commit-batch.ts';
import { ContendedAccounts } from './contended-accounts.ts';
import type { Decision } from './decide.ts';
import type { ExternalAccounts } from './external-accounts.ts';
import { outcomeUnknown, tooManyWaiting, tooSlowToBegin } from './overload.ts';
import { isKeyHeld, keyInUse, keyReused } from './key-uses.ts';
import { findReplays } from './replays.ts';
import { WaitingRequests } from './waiting-requests.ts';
import { WaitingRequest } from './waiting-request.ts';

export type PostingOptions = {
  database: Database;
  locks: AccountLocks;
  /** Movements in one unit of work at most; a batch of movements that is larger goes alone. */
  batchSizeMax: number;
  /** Units of work under way at once. */
  batchesInFlightMax: number;
  /** Movements in the queue at most; one more is refused with `overloaded`. */
  waitingMax: number;
  /** Every request is answered within this time, if need be with "unknown". */
  answerWithinMs: number;
  /** Told after each commit how many movements it carried and how long it took from lock to commit. */
  onBatch?: (size: number, durationMs: number) => void;
  /** Told about a unit of work that failed for a technical reason. */
  onFailure?: (error: unknown, size: number) => void;
  /** Met on both sides of each commit, where a test may end the process. */
  failpoint?: Failpoint;
};

const deadlineCheckMs = 25;
/** A unit of work that is about to say whether an account is still busy gets this long: that is the better answer. */
const verdictMs = 250;
/** Who was just answered asks again within this time, if at all. */
const returningMs = 3;
/** A unit of work that takes longer than this is stuck, and holds nobody up who has nothing to do with it. */
const gatheringMsMax = 250;
/** An account that another process waits for is left to it this long: longer than that one rests between its tries. */
const yieldedForMs = 8;

/**
 * Requests that wait at the same moment become one batch: one lock round trip, one unit of work, one commit. A batch is
 * what gathered while the one before was committing, and within 3 ms after it as many as that one answered.
 */
export class PostingQueue {
  readonly #options: PostingOptions;
  readonly #external: ExternalAccounts;
  readonly #lookups: Database;
  readonly #waiting = new WaitingRequests();
  readonly #underWay = new Set<WaitingRequest>();
  readonly #accountsUnderWay = new Set<string>();
  readonly #keysUnderWay = new Map<string, WaitingRequest>();
  readonly #concurrency = new AccountConcurrency();
  readonly #contended = new ContendedAccounts();
  #movementsUnderWay = 0;
  #batchesInFlight = 0;
  /** When the last batch began. */
  #beganAt = 0;
  /** When the last batch ended, and how many requests it answered. */
  #ended = { at: 0, requests: 0 };
  /** At most one unit of work carries batches of movements, and the next one after it does not if others wait. */
  #bulk: 'none' | 'under way' | 'had its turn' = 'none';
  #pumpScheduled = false;
  #deadlines: NodeJS.Timeout | undefined;

  /** `lookups` reads keys beside the units of work, so that no refused request takes a connection of theirs. */
  constructor(options: PostingOptions, external: ExternalAccounts, lookups: Database) {
    this.#options = options;
    this.#external = external;
    this.#lookups = lookups;
  }

  /** How many movements are in the queue or in a unit of work. */
  get size(): number {
    return this.#waiting.movements + this.#movementsUnderWay;
  }

  /**
   * Posts one request. Resolves after the commit; rejects with a `Refusal`, or with a technical error after which the
   * outcome is unknown and a retry with the same idempotency key settles it.
   */
  post(command: Command): Promise<Posted>;
  post(batch: MovementBatch): Promise<PostedBatch>;
  post(request: PostingRequest): Promise<Answer>;
  async post(request: PostingRequest): Promise<Answer> {
    const name = keyName(request);
    const twin = name === undefined ? undefined : this.#keysUnderWay.get(name);
    if (twin !== undefined) return this.#postAfter(twin, request);
    const waiting = new WaitingRequest(request);
    if (this.size + waiting.size > this.#options.waitingMax) throw tooManyWaiting();
    this.#concurrency.enter(request.accountIds);
    if (name !== undefined) this.#keysUnderWay.set(name, waiting);
    this.#waiting.add(waiting);
    this.#watchDeadlines();
    this.#schedulePump();
    try {
      return await waiting.answer;
    } catch (error) {
      if (!isBusy(error)) throw error;
      return await this.#answeredBefore(request, error);
    } finally {
      this.#concurrency.leave(request.accountIds);
      if (name !== undefined && this.#keysUnderWay.get(name) === waiting) this.#keysUnderWay.delete(name);
    }
  }

  /** The same key is being worked on in this process: its answer, once recorded, is this one's too. */
  async #postAfter(twin: WaitingRequest, request: PostingRequest): Promise<Answer> {
    const answered = await Promise.race([
      twin.answer.then(
        () => true,
        () => true,
      ),
      new Promise<false>((resolve) => setTimeout(resolve, this.#options.answerWithinMs, false).unref()),
    ]);
    if (!answered) {
      throw keyInUse();
    }
    // Nothing was recorded under the key: this request is as good as the first.
    if (twin.onRecord === undefined) return this.post(request);
    if (!twin.request.fingerprint?.equals(request.fingerprint!)) throw keyReused();
    const answer = again(twin.onRecord);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  /** Whether an account is busy says nothing about a request that was carried out before: that gets its first answer. */
  async #answeredBefore(request: PostingRequest, refusal: Refusal): Promise<Answer> {
    if (request.idempotencyKey === null) throw refusal;
    const replays = await this.#lookups.read((em) => findReplays(em, [request])).catch(() => undefined);
    const known = replays?.get(request);
    const answer = known === undefined ? refusal : answerTo(known);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  #schedulePump(): void {
    if (this.#pumpScheduled) return;
    this.#pumpScheduled = true;
    // After the input of this turn of the event loop: requests that arrived together travel together.
    setImmediate(() => {
      this.#pumpScheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#batchesInFlight < this.#options.batchesInFlightMax && this.#enoughWait()) {
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      void this.#run(batch);
    }
  }

  /**
   * One more batch beside others is worth its commit once it is as large as they are; until then it gathers, and so does
   * the first after others for a moment. Otherwise the first request to come would travel alone, and those that come
   * with it wait for the commit after.
   */
  #enoughWait(): boolean {
    const returning = performance.now() - this.#ended.at < returningMs ? this.#ended.requests : 0;
    const enough = Math.min(Math.max(this.#underWay.size, returning), this.#options.batchSizeMax);
    return this.#waiting.requests >= enough || performance.now() - this.#beganAt >= gatheringMsMax;
  }

  #takeBatch(): WaitingRequest[] {
    const capacity = { movements: this.#options.batchSizeMax, accountsUnderWay: this.#accountsUnderWay };
    if (this.#bulk !== 'none') {
      const singles = this.#waiting.take({ ...capacity, bulk: false });
      if (this.#bulk === 'had its turn') this.#bulk = 'none';
      if (singles.length > 0 || this.#bulk === 'under way') return singles;
    }
    return this.#waiting.take({ ...capacity, bulk: true });
  }

  async #run(batch: WaitingRequest[]): Promise<void> {
    const accountIds = [...new Set(batch.flatMap((request) => request.accountIds))];
    const isBulk = batch.some(({ size }) => size > 1);
    this.#begin(batch, accountIds, isBulk);
    let held: HeldLocks | undefined;
    try {
      held = await this.#options.locks.acquire(accountIds);
      await this.#postUnlocked(batch, new Set(held.busy));
    } catch (error) {
      for (const request of batch) request.failed(error);
    } finally {
      void held?.release();
      this.#end(batch, accountIds, isBulk);
      this.#pump();
    }
  }

  #begin(batch: readonly WaitingRequest[], accountIds: readonly string[], isBulk: boolean): void {
    this.#batchesInFlight += 1;
    this.#beganAt = performance.now();
    for (const id of accountIds) this.#accountsUnderWay.add(id);
    for (const request of batch) {
      this.#underWay.add(request);
      this.#movementsUnderWay += request.size;
    }
    if (isBulk) this.#bulk = 'under way';
  }

  #end(batch: readonly WaitingRequest[], accountIds: readonly string[], isBulk: boolean): void {
    this.#batchesInFlight -= 1;
    this.#ended = { at: performance.now(), requests: batch.length };
    setTimeout(() => this.#schedulePump(), returningMs);
    this.#leave(accountIds);
    for (const request of batch) {
      this.#underWay.delete(request);
      this.#movementsUnderWay -= request.size;
    }
    if (isBulk) this.#bulk = 'had its turn';
  }

  /**
   * Who took an account again at once would leave another process that waits for it no gap, and would do so with the
   * first request that came instead of the many that gather meanwhile.
   */
  #leave(accountIds: readonly string[]): void {
    const yielded = this.#contended.among(accountIds);
    for (const id of accountIds) if (!yielded.has(id)) this.#accountsUnderWay.delete(id);
    if (yielded.size === 0) return;
    setTimeout(() => {
      for (const id of yielded) this.#accountsUnderWay.delete(id);
      this.#schedulePump();
    }, yieldedForMs);
  }

  async #postUnlocked(batch: WaitingRequest[], busy: ReadonlySet<string>): Promise<void> {
    const isBusy = ({ accountIds }: WaitingRequest) => accountIds.some((id) => busy.has(id));
    // Who was told meanwhile that nothing was moved is not posted any more.
    const ready = batch.filter((request) => !isBusy(request) && !request.settled);
    this.#putBack(batch.filter(isBusy));
    for (const request of ready) request.posting = true;
    if (ready.length > 0) await this.#postReady(ready);
  }

  async #postReady(requests: readonly WaitingRequest[]): Promise<void> {
    const startedAt = performance.now();
    const size = requests.reduce((sum, request) => sum + request.size, 0);
    try {
      const requested = requests.map(({ request }) => request);
      const { database, failpoint } = this.#options;
      this.#answer(requests, await commitBatch(database, requested, this.#external, failpoint));
      this.#options.onBatch?.(size, performance.now() - startedAt);
    } catch (error) {
      this.#options.onFailure?.(error, size);
      const isHeld = isKeyHeld(error);
      if (requests.length === 1 || (isUnavailable(error) && !isHeld))
        for (const request of requests) request.failed(isHeld ? keyInUse() : error);
      // One request must not fail its batch: each gets one try alone, and none waits for another's key.
      else if (isHeld) await Promise.all(requests.map((request) => this.#postReady([request])));
      else for (const request of requests) await this.#postReady([request]);
    }
  }

  #answer(requests: readonly WaitingRequest[], decisions: readonly Decision[]): void {
    this.#putBack(requests.filter((_, index) => decisions[index]!.kind === 'busy'));
    // Not at once: answers take long to write, and the next batch's locks are under way meanwhile.
    setImmediate(() => {
      decisions.forEach((decision, index) => {
        if (decision.kind !== 'busy') requests[index]!.decided(decision);
      });
    });
  }

  #putBack(busy: readonly WaitingRequest[]): void {
    for (const { accountIds } of busy) this.#contended.met(accountIds);
    this.#waiting.putBack(busy, () => this.#schedulePump());
  }

  #watchDeadlines(): void {
    // A request that will never be answered must not keep a process alive.
    this.#deadlines ??= setInterval(() => this.#enforceDeadlines(), deadlineCheckMs).unref();
  }

  /** A request that waited too long is answered: busy where its account was, unknown where it may be posted already. */
  #enforceDeadlines(): void {
    const now = performance.now();
    for (const waiting of this.#waiting) {
      const occupied = waiting.wasBusy || waiting.accountIds.some((id) => this.#accountsUnderWay.has(id));
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

  /** Of a request that no unit of work has begun to post. */
  #enforceDeadline(waiting: WaitingRequest, waitedMs: number, occupied: boolean): void {
    if (occupied && waitedMs >= waiting.request.waitMs) waiting.refuseBusy();
    else if (waitedMs >= this.#options.answerWithinMs) waiting.failed(tooSlowToBegin());
  }
}

function isBusy(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'transaction_in_progress';
}

function keyName({ tenantId, idempotencyKey }: PostingRequest): string | undefined {
  return idempotencyKey === null ? undefined : `${tenantId} ${idempotencyKey}`;
}
