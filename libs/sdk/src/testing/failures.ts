import type { ProblemCode } from '../schemas.ts';

/**
 * A failure of a request:
 * - `connection_failed`: no connection is made. Nothing happens, and the client knows it.
 * - `answer_lost`: the request is carried out, and the connection breaks before the answer, as when a server is killed.
 * - `timeout`: no answer comes until the client gives up. Nothing happens. Give the client a short `timeoutMs`.
 * - a problem code, such as `overloaded`, `service_unavailable`, `rate_limited` or `transaction_in_progress`: the fake
 *   answers with this problem, and nothing happens.
 */
export type Failure = 'connection_failed' | 'answer_lost' | 'timeout' | ProblemCode;

export type FailureOptions = {
  /** How many requests fail. Default 1. */
  times?: number;
  /** Only requests of this operation fail (the contract's `operationId`, such as `debitAccount`). */
  operation?: string;
  /** For a problem: the seconds in its `Retry-After`. Default: as the bank answers. */
  retryAfterSeconds?: number;
};

type Planned = FailureOptions & { times: number } & ({ failure: Failure } | { delayMs: number });

/** The planned failures and delays, in order. */
export class Failures {
  #planned: Planned[] = [];

  add(failure: Failure, options: FailureOptions = {}): void {
    this.#planned.push({ times: 1, ...options, failure });
  }

  addDelay(delayMs: number, options: FailureOptions = {}): void {
    this.#planned.push({ times: 1, ...options, delayMs });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Returns the failure or delay for this request. A plan ends after `times` requests. */
  take(operation: string): { failure?: Failure; delayMs?: number; retryAfterSeconds?: number } {
    const plan = this.#planned.find((each) => each.operation === undefined || each.operation === operation);
    if (!plan) return {};
    plan.times -= 1;
    this.#planned = this.#planned.filter(({ times }) => times > 0);
    const { times: _, operation: __, ...met } = plan;
    return met;
  }
}
