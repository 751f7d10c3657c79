import { Refusal } from '../refusal.ts';
import { answerTo, isOnRecord, type Answer } from './answer.ts';
import { commandsOf, type PostingRequest } from './command.ts';
import type { Decided } from './decide.ts';

/** One request on its way through the queue, answered exactly once. */
export class WaitingRequest {
  readonly request: PostingRequest;
  /** How many movements it wants. */
  readonly size: number;
  readonly answer: Promise<Answer>;
  /** By `performance.now()`: a clock that is set must not end a wait. */
  readonly arrivedAt = performance.now();
  /** Not to be tried now: an account of it was busy a moment ago. */
  resting = false;
  /** An account of it was held by somebody else when it was last tried. */
  wasBusy = false;
  /** A unit of work may have it posted: from now on only that can say what becomes of it. */
  posting = false;
  settled = false;
  /** What it was answered, where that stands in the books under its key. */
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

  /** Answers with a committed decision; a refusal becomes the caller's error. */
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
