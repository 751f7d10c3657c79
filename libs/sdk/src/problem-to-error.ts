import * as errors from './errors.ts';
import type { FlorinError } from './errors.ts';
import type { components } from './generated/openapi.ts';
import type { Problem } from './schemas.ts';

/** Codes whose class does not follow from their status. */
const classByCode: Record<string, typeof FlorinError> = {
  insufficient_funds: errors.InsufficientFundsError,
  currency_mismatch: errors.RefusedError,
  limit_exceeded: errors.RefusedError,
  overloaded: errors.OverloadedError,
};

const classByStatus: Record<number, typeof FlorinError> = {
  401: errors.AuthenticationError,
  403: errors.PermissionError,
  404: errors.NotFoundError,
  408: errors.ServerError,
  409: errors.ConflictError,
  412: errors.ConflictError,
  429: errors.RateLimitError,
};

/** The answer of a failed call, and facts about the call that the answer does not contain. */
export type FailedCall = {
  status: number;
  body: unknown;
  requestId: string | undefined;
  idempotencyKey: string | undefined;
  outcomeUnknown: boolean;
  retryAfterSeconds: number | undefined;
};

/** Converts an unsuccessful answer to an error. An answer that is not a problem gets the code `unexpected_answer`. */
export function errorFromAnswer({ body, ...call }: FailedCall): FlorinError {
  const problem = isProblem(body) ? body : undefined;
  // `/oauth/token` answers with an OAuth error instead of a problem.
  const refusal = isOAuthError(body) ? body : undefined;
  const code = problem?.code ?? refusal?.error ?? 'unexpected_answer';
  const message =
    problem?.detail ??
    problem?.title ??
    refusal?.error_description ??
    `The server answered ${call.status} without a problem.`;
  const requestId = call.requestId ?? problem?.request_id;
  return new (classFor(code, call.status))(message, { ...call, code, problem, requestId });
}

function classFor(code: string, status: number): typeof FlorinError {
  const known = classByCode[code] ?? classByStatus[status];
  if (known) return known;
  return status >= 400 && status < 500 ? errors.InvalidRequestError : errors.ServerError;
}

export function isProblem(body: unknown): body is Problem {
  return hasText(body, 'code');
}

function isOAuthError(body: unknown): body is components['schemas']['OAuthError'] {
  return hasText(body, 'error');
}

const hasText = (body: unknown, field: string) => typeof Object(body)[field] === 'string';
