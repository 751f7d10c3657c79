import { Refusal, transactionView } from '@florin/rules';
import { problemAnswers, type ProblemAnswer } from '../generated/contract-rules.ts';
import type { ProblemCode, Transaction } from '../schemas.ts';

export type FieldError = { in: 'body' | 'query' | 'path' | 'header'; pointer: string; message: string };

type ProblemFacts = {
  errors?: FieldError[];
  transaction?: Transaction;
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
};

/** An error answer of the fake. `answers.ts` converts it to problem+json. */
export class FakeProblem extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, detail?: string, facts: ProblemFacts = {}) {
    super(detail ?? answerFor(code).detail);
    this.code = code;
    this.facts = facts;
  }
}

export function answerFor(code: ProblemCode): ProblemAnswer {
  const answer = problemAnswers[code];
  if (!answer) throw new RangeError(`The contract has no problem "${code}".`);
  return answer;
}

/** Converts a refusal of the rules to its problem. Returns undefined for any other error. */
export function problemFrom(error: unknown): FakeProblem | undefined {
  if (error instanceof FakeProblem) return error;
  if (!(error instanceof Refusal)) return undefined;
  const { code, message, fields, movement, transaction } = error;
  if (fields) return validationFailed(fields.map((field) => ({ in: 'body', ...field })));
  return new FakeProblem(code, message, {
    ...(movement !== undefined && { errors: [{ in: 'body', pointer: `/movements/${movement}`, message }] }),
    ...(transaction && { transaction: transactionView(transaction) }),
  });
}

/** Creates a `validation_failed`, or the same under another code. Its detail names the first three errors. */
export function validationFailed(errors: FieldError[], code: ProblemCode = 'validation_failed'): FakeProblem {
  const reported = errors.slice(0, 3).map(({ in: part, pointer, message }) => {
    const where = pointer === '' ? part : `${part} ${pointer}`;
    return `${where}: ${message}`;
  });
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : '';
  const detail = errors.length > 0 ? reported.join('; ') + more : undefined;
  return new FakeProblem(code, detail, { errors: errors.slice(0, 20) });
}

export function wrongInBody(pointer: string, message: string): FakeProblem {
  return validationFailed([{ in: 'body', pointer, message }]);
}
