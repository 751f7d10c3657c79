import { problemAnswers, type ProblemAnswer } from '../generated/contract-rules.ts';
import type { ProblemCode, Transaction } from '../schemas.ts';

export type FieldError = { in: 'body' | 'query' | 'path' | 'header'; pointer: string; message: string };

type RefusalFacts = {
  errors?: FieldError[];
  transaction?: Transaction;
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
};

/** The fake's "no": becomes a problem in the one place that answers. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly facts: RefusalFacts;

  constructor(code: ProblemCode, detail?: string, facts: RefusalFacts = {}) {
    super(detail ?? answerFor(code).detail);
    this.code = code;
    this.facts = facts;
  }
}

export function answerFor(code: ProblemCode): ProblemAnswer {
  return problemAnswers[code]!;
}

/** A `validation_failed` whose detail tells the first three errors, or the same under another code. */
export function validationFailed(errors: FieldError[], code: ProblemCode = 'validation_failed'): Refusal {
  const reported = errors.slice(0, 3).map(({ in: part, pointer, message }) => {
    const where = pointer === '' ? part : `${part} ${pointer}`;
    return `${where}: ${message}`;
  });
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : '';
  const detail = errors.length > 0 ? reported.join('; ') + more : undefined;
  return new Refusal(code, detail, { errors: errors.slice(0, 20) });
}

export function wrongInBody(pointer: string, message: string): Refusal {
  return validationFailed([{ in: 'body', pointer, message }]);
}

export function wrongInQuery(pointer: string, message: string): Refusal {
  return validationFailed([{ in: 'query', pointer, message }]);
}
