import type { Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';

/** The answer to one command: the transaction that is now durable, and whether it was before. */
export type Posted = { transaction: Transaction; replayed: boolean };

/** One request on its way through the queue, answered exactly once. */
export class WaitingRequest {
  readonly command: Command;
  readonly answer: Promise<Posted>;
  readonly arrivedAt = Date.now();
  /** Not to be tried before this moment (epoch ms): its account was busy a moment ago. */
  notBefore = 0;
  /** Its account was held by somebody else when it was last tried. */
  wasBusy = false;
  settled = false;
  readonly #resolve: (posted: Posted) => void;
  readonly #reject: (error: unknown) => void;

  constructor(command: Command) {
    this.command = command;
    const { promise, resolve, reject } = Promise.withResolvers<Posted>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Answers with a committed decision; a refusal becomes the caller's error. */
  decided(decision: Exclude<Decision, { kind: 'busy' }>): void {
    if (decision.kind === 'refused') return this.failed(decision.refusal);
    const { transaction, replayed } = decision;
    if (transaction.status !== 'failed') return this.#settle(() => this.#resolve({ transaction, replayed }));
    const code = transaction.failureCode as Refusal['code'];
    this.failed(new Refusal(code, transaction.failureMessage ?? code, { transaction, replayed }));
  }

  failed(error: unknown): void {
    this.#settle(() => this.#reject(error));
  }

  #settle(answer: () => void): void {
    if (this.settled) return;
    this.settled = true;
    answer();
  }
}
