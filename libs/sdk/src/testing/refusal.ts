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

/** A `validation_failed` whose detail begins with the first of the errors. */
export function validationFailed(errors: FieldError[]): Refusal {
  const [first, ...others] = errors;
  const where = first && (first.pointer === '' ? first.in : `${first.in} ${first.pointer}`);
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const detail = first && `${where}: ${first.message}${more}`;
  return new Refusal('validation_failed', detail, { errors: errors.slice(0, 20) });
}

export function wrongInBody(pointer: string, message: string): Refusal {
  return validationFailed([{ in: 'body', pointer, message }]);
}

export function wrongInQuery(pointer: string, message: string): Refusal {
  return validationFailed([{ in: 'query', pointer, message }]);
}
