import { CommitOutcomeUnknown, isUnavailable, isUniqueViolation, type Database } from '@florin/database';
import { Refusal } from '../refusal.ts';
import type { AccountLocks, HeldLocks } from './account-locks.ts';
import type { Command } from './command.ts';
import { findCommitted } from './find-committed.ts';
import type { OutsideAccounts } from './outside-accounts.ts';
import type { Decision } from './decide.ts';
import { postBatch } from './post-batch.ts';
import { keyReused } from './replays.ts';
import { WaitingRequest, type Posted } from './waiting-request.ts';

export type PostingOptions = {
  database: Database;
  locks: AccountLocks;
  /** Commands in one unit of work at most. */
  batchSizeMax: number;
  /** Units of work under way at once. */
  batchesInFlightMax: number;
  /** Requests in the queue at most; one more is refused with `service_unavailable`. */
  waitingMax: number;
  /** Every request is answered within this time, if need be with "unknown". */
  answerWithinMs: number;
  /** Told after each commit how many commands it carried and how long it took from lock to commit. */
  onBatch?: (size: number, durationMs: number) => void;
  /** Told about a unit of work that failed for a technical reason. */
  onFailure?: (error: unknown, size: number) => void;
};

/** A busy account is looked at again after this long; at once would starve the holder, see docs/decisions. */
const retryBusyMs = { min: 3, max: 7 };
const deadlineCheckMs = 25;
const attemptsMax = 3;

/**
 * Requests that wait at the same moment become one batch: one lock round trip, one unit of work, one commit. Nothing
 * waits for a timer: a batch is what gathered while the one before was committing.
 */
export class PostingQueue {
  readonly #options: PostingOptions;
  readonly #outside: OutsideAccounts;
  #waiting: WaitingRequest[] = [];
  readonly #underWay = new Set<WaitingRequest>();
  readonly #accountsUnderWay = new Set<string>();
  readonly #keysUnderWay = new Map<string, WaitingRequest>();
  #batchesInFlight = 0;
  #pumpScheduled = false;
  #deadlines: NodeJS.Timeout | undefined;

  constructor(options: PostingOptions, outside: OutsideAccounts) {
    this.#options = options;
    this.#outside = outside;
  }

  /** How many requests are in the queue or in a batch. */
  get size(): number {
    return this.#waiting.length + this.#underWay.size;
  }

  /**
   * Posts one command. Resolves after the commit; rejects with a `Refusal`, or with a technical error after which the
   * outcome is unknown and a retry with the same idempotency key settles it.
   */
  async post(command: Command): Promise<Posted> {
    const name = keyName(command);
    const twin = name === undefined ? undefined : this.#keysUnderWay.get(name);
    if (twin !== undefined) return this.#postAfter(twin, command);
    if (this.size >= this.#options.waitingMax) {
      throw new Refusal(
        'service_unavailable',
        'Too many requests are waiting; nothing was moved. Try again shortly.',
      );
    }
    const request = new WaitingRequest(command);
    if (name !== undefined) this.#keysUnderWay.set(name, request);
    this.#waiting.push(request);
    this.#watchDeadlines();
    this.#schedulePump();
    try {
      return await request.answer;
    } finally {
      if (name !== undefined && this.#keysUnderWay.get(name) === request) this.#keysUnderWay.delete(name);
    }
  }

  /** The same key is being worked on in this process: its answer, once recorded, is this one's too. */
  async #postAfter(twin: WaitingRequest, command: Command): Promise<Posted> {
    const outcome = await Promise.race([
      twin.answer.catch((error: unknown) => error),
      new Promise<'late'>((resolve) => setTimeout(resolve, this.#options.answerWithinMs, 'late').unref()),
    ]);
    if (outcome === 'late') {
      throw new Refusal(
        'request_in_progress',
        'A request with this Idempotency-Key is still being worked on.',
      );
    }
    const transaction = (outcome as Partial<Posted>).transaction;
    // Nothing was recorded under the key: this request is as good as the first.
    if (transaction === undefined) return this.post(command);
    if (!twin.command.fingerprint?.equals(command.fingerprint!)) throw keyReused();
    if (outcome instanceof Refusal) {
      throw new Refusal(outcome.code, outcome.message, { transaction, replayed: true });
    }
    return { transaction, replayed: true };
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
    while (this.#batchesInFlight < this.#options.batchesInFlightMax) {
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      void this.#run(batch);
    }
  }

  /** The next requests in order of arrival, without those whose account this process is posting to right now. */
  #takeBatch(): WaitingRequest[] {
    const now = Date.now();
    const batch: WaitingRequest[] = [];
    const left: WaitingRequest[] = [];
    for (const request of this.#waiting) {
      if (request.settled) continue;
      const { accountIds, waitMs } = request.command;
      const occupied = accountIds.some((id) => this.#accountsUnderWay.has(id));
      if (occupied && waitMs === 0) this.#refuseBusy(request);
      else if (occupied || request.notBefore > now || batch.length >= this.#options.batchSizeMax)
        left.push(request);
      else batch.push(request);
    }
    this.#waiting = left;
    return batch;
  }

  async #run(batch: WaitingRequest[]): Promise<void> {
    const accountIds = [...new Set(batch.flatMap(({ command }) => command.accountIds))];
    this.#batchesInFlight += 1;
    for (const id of accountIds) this.#accountsUnderWay.add(id);
    for (const request of batch) this.#underWay.add(request);
    let held: HeldLocks | undefined;
    try {
      held = await this.#options.locks.acquire(accountIds);
      await this.#postUnlocked(batch, new Set(held.busy));
    } catch (error) {
      for (const request of batch) request.failed(error);
    } finally {
      void held?.release();
      this.#batchesInFlight -= 1;
      for (const request of batch) this.#underWay.delete(request);
      for (const id of accountIds) this.#accountsUnderWay.delete(id);
      this.#schedulePump();
    }
  }

  async #postUnlocked(batch: WaitingRequest[], busy: ReadonlySet<string>): Promise<void> {
    const isBusy = ({ command }: WaitingRequest) => command.accountIds.some((id) => busy.has(id));
    const ready = batch.filter((request) => !isBusy(request));
    this.#requeueBusy(batch.filter(isBusy));
    if (ready.length > 0) await this.#postReady(ready);
  }

  async #postReady(requests: WaitingRequest[]): Promise<void> {
    const startedAt = performance.now();
    try {
      this.#answer(requests, await this.#unitOfWork(requests));
      this.#options.onBatch?.(requests.length, performance.now() - startedAt);
    } catch (error) {
      this.#options.onFailure?.(error, requests.length);
      if (requests.length === 1 || isUnavailable(error))
        for (const request of requests) request.failed(error);
      // One command must not fail its batch: each gets one try alone.
      else for (const request of requests) await this.#postReady([request]);
    }
  }

  async #unitOfWork(requests: WaitingRequest[], attempt = 1): Promise<Decision[]> {
    const commands = requests.map(({ command }) => command);
    let decisions: Decision[] = [];
    try {
      return await this.#options.database.unitOfWork(async (em) => {
        decisions = await postBatch(em, commands, this.#outside);
        return decisions;
      });
    } catch (error) {
      // Another process posted under one of these keys meanwhile: decided anew, that is a replay.
      if (isUniqueViolation(error, 'transactions_idempotency_key') && attempt < attemptsMax) {
        return this.#unitOfWork(requests, attempt + 1);
      }
      if (!(error instanceof CommitOutcomeUnknown)) throw error;
      // Never post again under a new id: what is there is answered, the rest stays unknown to the caller.
      if (await findCommitted(this.#options.database, decisions)) return decisions;
      throw error;
    }
  }

  #answer(requests: WaitingRequest[], decisions: Decision[]): void {
    const busy: WaitingRequest[] = [];
    decisions.forEach((decision, index) => {
      if (decision.kind === 'busy') busy.push(requests[index]!);
      else requests[index]!.decided(decision);
    });
    this.#requeueBusy(busy);
  }

  /** Back to the head of the queue, in order of arrival; those that waited long enough are answered. */
  #requeueBusy(requests: WaitingRequest[]): void {
    if (requests.length === 0) return;
    const pauseMs = retryBusyMs.min + Math.random() * (retryBusyMs.max - retryBusyMs.min);
    const now = Date.now();
    for (const request of requests) {
      request.wasBusy = true;
      request.notBefore = now + pauseMs;
      if (now - request.arrivedAt >= request.command.waitMs) this.#refuseBusy(request);
    }
    this.#waiting = [...requests.filter(({ settled }) => !settled), ...this.#waiting];
    // A timer may fire a little before its time by the other clock: whoever waits for it must not miss it for good.
    setTimeout(() => {
      for (const request of requests) request.notBefore = 0;
      this.#schedulePump();
    }, pauseMs);
  }

  #refuseBusy(request: WaitingRequest): void {
    request.failed(
      new Refusal(
        'transaction_in_progress',
        'Another transaction holds this account; nothing was moved. Try again.',
      ),
    );
  }

  #watchDeadlines(): void {
    // A request that will never be answered must not keep a process alive.
    this.#deadlines ??= setInterval(() => this.#enforceDeadlines(), deadlineCheckMs).unref();
  }

  /** A request that waited too long is answered: busy where its account was, unknown where its batch still runs. */
  #enforceDeadlines(): void {
    const now = Date.now();
    for (const request of this.#waiting) {
      const waitedMs = now - request.arrivedAt;
      const occupied =
        request.wasBusy || request.command.accountIds.some((id) => this.#accountsUnderWay.has(id));
      if (occupied && waitedMs >= request.command.waitMs) this.#refuseBusy(request);
      else if (waitedMs >= this.#options.answerWithinMs) request.failed(tooSlow('nothing was moved'));
    }
    for (const request of this.#underWay) {
      if (now - request.arrivedAt >= this.#options.answerWithinMs)
        request.failed(tooSlow('the outcome is unknown'));
    }
    if (this.size > 0) return;
    clearInterval(this.#deadlines);
    this.#deadlines = undefined;
  }
}

function tooSlow(outcome: string): Refusal {
  return new Refusal(
    'service_unavailable',
    `The ledger is too slow to answer; ${outcome}. Retry with the same key.`,
  );
}

function keyName({ tenantId, idempotencyKey }: Command): string | undefined {
  return idempotencyKey === null ? undefined : `${tenantId} ${idempotencyKey}`;
}
