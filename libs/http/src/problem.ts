import { problemCodes, type ProblemCode, type ProblemCodeEntry } from './problem-codes.ts';

/** A wrong field: its position as a JSON pointer, and the rule that it breaks. */
export type FieldError = { in: 'body' | 'query' | 'path' | 'header'; pointer: string; message: string };

export type ProblemOptions = {
  detail?: string;
  errors?: FieldError[];
  /** The transaction that was recorded as failed, as the contract shows it. */
  transaction?: object;
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
  /** For the log only. */
  cause?: unknown;
};

/** A refusal. Thrown anywhere in a handler, it becomes the answer. It has no stack, because it is not a bug. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly transaction: object | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(options.detail ?? problemCodes[code].detail, { cause: options.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.detail = this.message;
    this.errors = options.errors;
    this.transaction = options.transaction;
    this.retryAfterSeconds = options.retryAfterSeconds ?? retryAfterOf(code);
    this.headers = options.headers;
  }

  get status(): number {
    return problemCodes[this.code].status;
  }
}

/**
 * The problem for a client that does more than its share. The headers are those of draft-ietf-httpapi-ratelimit-headers-06,
 * the last draft with one header for each value, which most clients read.
 */
export function rateLimited(
  limit: number,
  options: { detail?: string; retryAfterSeconds?: number } = {},
): Problem {
  const retryAfterSeconds = options.retryAfterSeconds ?? problemCodes.rate_limited.retryAfterSeconds;
  return new Problem('rate_limited', {
    ...options,
    retryAfterSeconds,
    headers: {
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(retryAfterSeconds),
    },
  });
}

/** A `validation_failed`, or another code, whose detail contains the first three errors. */
export function validationFailed(errors: FieldError[], code: ProblemCode = 'validation_failed'): Problem {
  const reported = errors.slice(0, errorsInDetailMax).map(({ in: part, pointer, message }) => {
    const where = pointer === '' ? part : `${part} ${pointer}`;
    return `${where}: ${message}`;
  });
  const more = errors.length > errorsInDetailMax ? ` (and ${errors.length - errorsInDetailMax} more)` : '';
  return new Problem(code, {
    ...(errors.length > 0 ? { detail: reported.join('; ') + more } : {}),
    errors: errors.slice(0, fieldErrorsMax),
  });
}

const errorsInDetailMax = 3;

/** The problem for an unavailable database, with the code of `@florin/database` for the error. */
export function databaseAway(code: 'overloaded' | 'service_unavailable', cause: unknown): Problem;
export function databaseAway(code: ProblemCode | undefined, cause: unknown): Problem | undefined;
export function databaseAway(code: ProblemCode | undefined, cause: unknown): Problem | undefined {
  if (code === undefined) return undefined;
  if (code !== 'overloaded') return new Problem(code, { cause });
  return new Problem(code, { detail: 'The database cannot be reached; nothing was moved.', cause });
}

const fieldErrorsMax = 20;

function retryAfterOf(code: ProblemCode): number | undefined {
  const entry: ProblemCodeEntry = problemCodes[code];
  return entry.retryAfterSeconds;
}
