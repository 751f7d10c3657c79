import type { Problem, ProblemCode, Transaction } from './schemas.ts';

/** The contract's codes, the three that only this side can know, and those of a newer API. */
export type ErrorCode = ProblemCode | 'connection_failed' | 'timeout' | 'unexpected_answer' | (string & {});

type FlorinErrorFields = {
  code: ErrorCode;
  status?: number | undefined;
  problem?: Problem | undefined;
  requestId?: string | undefined;
  idempotencyKey?: string | undefined;
  outcomeUnknown?: boolean | undefined;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
};

/**
 * What every failed call throws. The subclass says what to do next, `code` says exactly what happened;
 * codes are stable, messages are not.
 */
export class FlorinError extends Error {
  override readonly name: string = 'FlorinError';
  /** Stable, snake_case: `insufficient_funds`, `not_found`, `timeout`… */
  readonly code: ErrorCode;
  /** The HTTP status, or undefined when no answer came. */
  readonly status: number | undefined;
  /** The whole problem as the API sent it, or undefined when the answer was something else. */
  readonly problem: Problem | undefined;
  /** Quote this when you ask for help: it finds the request in the server's logs. */
  readonly requestId: string | undefined;
  /** The key that all attempts of this call carried; pass it again to settle an unknown outcome. */
  readonly idempotencyKey: string | undefined;
  /**
   * True when an attempt may have moved money and no attempt's answer told. Call again with the same
   * `idempotencyKey` and the same body: it posts at most once.
   */
  readonly outcomeUnknown: boolean;
  /** How long the server asked to be left alone, in seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, fields: FlorinErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.status = fields.status;
    this.problem = fields.problem;
    this.requestId = fields.requestId;
    this.idempotencyKey = fields.idempotencyKey;
    this.outcomeUnknown = fields.outcomeUnknown ?? false;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

/** The request is not what the contract says: fix the calling code. */
export class InvalidRequestError extends FlorinError {
  override readonly name: string = 'InvalidRequestError';
  /** The fields that are wrong; `pointer` is a JSON pointer. */
  get errors(): NonNullable<Problem['errors']> {
    return this.problem?.errors ?? [];
  }
}

/** The key is missing, wrong, expired or revoked: get another one. */
export class AuthenticationError extends FlorinError {
  override readonly name: string = 'AuthenticationError';
}

/** The key is good but lacks a scope: ask for a key that has it. */
export class PermissionError extends FlorinError {
  override readonly name: string = 'PermissionError';
}

/** There is no such thing for this tenant. */
export class NotFoundError extends FlorinError {
  override readonly name: string = 'NotFoundError';
}

/** The bank understood and said no: tell your user. The same call will be refused again. */
export class RefusedError extends FlorinError {
  override readonly name: string = 'RefusedError';
  /** The transaction that was recorded as failed, where there is one. */
  get transaction(): Transaction | undefined {
    return this.problem?.transaction;
  }
}

/** The account does not cover the amount. */
export class InsufficientFundsError extends RefusedError {
  override readonly name: string = 'InsufficientFundsError';
}

/** Something else got there first, or still is at it: look at the present state, then decide. */
export class ConflictError extends FlorinError {
  override readonly name: string = 'ConflictError';
}

/** Too many requests: slow down, and wait for `retryAfterSeconds`. */
export class RateLimitError extends FlorinError {
  override readonly name: string = 'RateLimitError';
}

/** The server failed, or what answered was no Florin API: try again later with the same `idempotencyKey`. */
export class ServerError extends FlorinError {
  override readonly name: string = 'ServerError';
}

/** The bank has more to do than it can, or cannot reach its database: it turned the call away, and moved nothing for it. */
export class OverloadedError extends ServerError {
  override readonly name: string = 'OverloadedError';
}

/**
 * No answer came: refused, reset, or no such host. Try again later with the same `idempotencyKey`. `outcomeUnknown` is
 * false where no connection was made, as far as the runtime says so (browsers do not).
 */
export class ConnectionError extends FlorinError {
  override readonly name: string = 'ConnectionError';
}

/** No answer came within `timeoutMs`. Try again with the same `idempotencyKey`. */
export class TimeoutError extends ConnectionError {
  override readonly name: string = 'TimeoutError';
}
