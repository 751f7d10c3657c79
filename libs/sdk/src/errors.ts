import type { Problem, ProblemCode, Transaction } from './schemas.ts';

/** The codes of the contract, the three codes of the SDK, and the codes of a newer API. */
export type ErrorCode = ProblemCode | 'connection_failed' | 'timeout' | 'unexpected_answer' | (string & {});

type FlorinErrorFields = {
  code: ErrorCode;
  status?: number | undefined;
  problem?: Problem | undefined;
  requestId?: string | undefined;
  idempotencyKey?: string | undefined;
  outcomeUnknown?: boolean;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
};

/**
 * The error of every failed call. The subclass says what to do next, `code` says what happened. Codes are stable,
 * messages are not.
 */
export class FlorinError extends Error {
  override readonly name: string = 'FlorinError';
  /** Stable, snake_case: `insufficient_funds`, `not_found`, `timeout`… */
  declare readonly code: ErrorCode;
  /** The HTTP status, or undefined when there was no answer. */
  declare readonly status: number | undefined;
  /** The problem that the API sent, or undefined when the answer was not a problem. */
  declare readonly problem: Problem | undefined;
  /** The id of the request in the server's logs. Quote it in a support request. */
  declare readonly requestId: string | undefined;
  /** The idempotency key of all attempts of this call. Pass it again to settle an unknown outcome. */
  declare readonly idempotencyKey: string | undefined;
  /**
   * True when an attempt may have moved money and no answer said whether it did. Repeat the call with the same
   * `idempotencyKey` and the same body: the bank posts it at most once.
   */
  readonly outcomeUnknown: boolean = false;
  /** Seconds to wait before the next attempt, from the server's `Retry-After`. */
  declare readonly retryAfterSeconds: number | undefined;

  constructor(message: string, fields: FlorinErrorFields) {
    const { cause, ...facts } = fields;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, facts);
  }
}

/** The request is invalid. Fix the calling code. */
export class InvalidRequestError extends FlorinError {
  override readonly name: string = 'InvalidRequestError';
  /** The invalid fields; `pointer` is a JSON pointer. */
  get errors(): NonNullable<Problem['errors']> {
    return this.problem?.errors ?? [];
  }
}

/** The API key or token is missing, unknown, expired or revoked. Use another one. */
export class AuthenticationError extends FlorinError {
  override readonly name: string = 'AuthenticationError';
}

/** The API key or token is valid but lacks a scope. Use one that has the scope. */
export class PermissionError extends FlorinError {
  override readonly name: string = 'PermissionError';
}

/** The tenant has no such object. */
export class NotFoundError extends FlorinError {
  override readonly name: string = 'NotFoundError';
}

/** A rule of the bank refused the request. Show this to your user; a retry alone does not help. */
export class RefusedError extends FlorinError {
  override readonly name: string = 'RefusedError';
  /** The transaction that the bank recorded as failed, if there is one. */
  get transaction(): Transaction | undefined {
    return this.problem?.transaction;
  }
}

/** The account does not cover the amount. */
export class InsufficientFundsError extends RefusedError {
  override readonly name: string = 'InsufficientFundsError';
}

/**
 * The request conflicts with the present state, or with a request that is still running. Read the present state, then
 * decide.
 */
export class ConflictError extends FlorinError {
  override readonly name: string = 'ConflictError';
}

/** There were too many requests. Send fewer, and wait for `retryAfterSeconds`. */
export class RateLimitError extends FlorinError {
  override readonly name: string = 'RateLimitError';
}

/** The server failed, or the answer is not from a Florin API. Try again later with the same `idempotencyKey`. */
export class ServerError extends FlorinError {
  override readonly name: string = 'ServerError';
}

/**
 * The bank is overloaded or cannot reach its database. It refused the call before it began, and moved no money for it.
 */
export class OverloadedError extends ServerError {
  override readonly name: string = 'OverloadedError';
}

/**
 * There was no answer: the connection was refused or broke, or the host is unknown. Try again later with the same
 * `idempotencyKey`. `outcomeUnknown` is false when no connection was made, if the runtime reports that (browsers do
 * not).
 */
export class ConnectionError extends FlorinError {
  override readonly name: string = 'ConnectionError';
}

/** There was no answer within `timeoutMs`. Try again with the same `idempotencyKey`. */
export class TimeoutError extends ConnectionError {
  override readonly name: string = 'TimeoutError';
}
