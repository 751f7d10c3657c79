import { problemCodes, type ProblemCode, type ProblemCodeEntry } from './problem-codes.ts';

/** One field that is wrong: where it was found, as a JSON pointer, and what it should be. */
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

/** A refusal on its way to the client: throw it anywhere below an HTTP server. It is an answer, hence carries no stack. */
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

/** A `validation_failed` whose detail tells the first three errors, or the same under another code. */
export function validationFailed(errors: FieldError[], code: ProblemCode = 'validation_failed'): Problem {
  const reported = errors.slice(0, maxToldErrors).map(({ in: part, pointer, message }) => {
    const where = pointer === '' ? part : `${part} ${pointer}`;
    return `${where}: ${message}`;
  });
  const more = errors.length > maxToldErrors ? ` (and ${errors.length - maxToldErrors} more)` : '';
  return new Problem(code, {
    ...(errors.length > 0 ? { detail: reported.join('; ') + more } : {}),
    errors: errors.slice(0, maxFieldErrors),
  });
}

const maxToldErrors = 3;

/** The problem of a database that is away, under the code that `@florin/database` has for the error. */
export function databaseAway(code: 'overloaded' | 'service_unavailable', cause: unknown): Problem;
export function databaseAway(code: ProblemCode | undefined, cause: unknown): Problem | undefined;
export function databaseAway(code: ProblemCode | undefined, cause: unknown): Problem | undefined {
  if (code === undefined) return undefined;
  if (code !== 'overloaded') return new Problem(code, { cause });
  return new Problem(code, { detail: 'The database cannot be reached; nothing was moved.', cause });
}

const maxFieldErrors = 20;

function retryAfterOf(code: ProblemCode): number | undefined {
  const entry: ProblemCodeEntry = problemCodes[code];
  return entry.retryAfterSeconds;
}
