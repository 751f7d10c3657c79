import { accountOperations } from './account-operations.ts';
import { successOf, type Kept } from './answers.ts';
import { Books } from './books.ts';
import { doWhatIsDue } from './due.ts';
import type { FakeClock } from './fake-clock.ts';
import { KnownKeys } from './idempotency.ts';
import { movementOperations } from './movement-operations.ts';
import type { FakeRequest, Operations } from './operation.ts';
import { queryOperations } from './query-operations.ts';
import { problemFrom, type FakeProblem } from './refusal.ts';
import { scheduledOperations } from './scheduled-operations.ts';
import { statementOperation } from './statement-operation.ts';

const healthOperations: Operations = {
  getLiveness: () => ({ body: { status: 'live' } }),
  getReadiness: () => ({ body: { status: 'ready', checks: {} } }),
};

const operations: Operations = {
  ...accountOperations,
  ...movementOperations,
  ...queryOperations,
  ...statementOperation,
  ...scheduledOperations,
  ...healthOperations,
};

/** The bank of `@florin/rules` in memory. Carries out requests one after the other, each completely or not at all. */
export class FakeBank {
  readonly #books: Books;
  readonly #keys = new KnownKeys();

  constructor(clock: FakeClock) {
    this.#books = new Books(clock);
    clock.onMove((untilMs) => doWhatIsDue(this.#books, untilMs));
  }

  newId(prefix: string): string {
    return this.#books.ids.next(prefix, this.#books.clock.now());
  }

  /** `write` makes a problem an answer. What was recorded is kept under the request's key, with its answer. */
  answer(request: FakeRequest, write: (problem: FakeProblem) => Kept): Kept {
    doWhatIsDue(this.#books, this.#books.clock.now().getTime());
    const isDry = request.query['dry_run'] === true;
    const answer = this.#answer(request, isDry, write);
    return isDry ? { ...answer, headers: { ...answer.headers, 'dry-run': 'true' } } : answer;
  }

  #answer(request: FakeRequest, isDry: boolean, write: (problem: FakeProblem) => Kept): Kept {
    const operation = operations[request.operation];
    if (!operation) return notFaked(request.operation);
    const key = request.headers.get('idempotency-key');
    const keep = (answer: Kept) => {
      if (key !== null && !isDry) this.#keys.keep(key, request, answer);
      return answer;
    };
    try {
      const known = key === null ? undefined : this.#keys.find(key, request);
      return known ?? keep(successOf(operation(this.#books, request)));
    } catch (error) {
      const problem = problemFrom(error);
      if (!problem) throw error;
      const isRecorded = problem.facts.transaction !== undefined;
      return isRecorded ? keep(write(problem)) : write(problem);
    }
  }
}

/** No Florin API answers this status or code, so no test takes it for a real answer. */
function notFaked(operation: string): Kept {
  const detail = `The fake has no ${operation}: say what it shall answer with fake.answer('${operation}', …).`;
  const headers = { 'content-type': 'application/problem+json' };
  return { status: 501, text: JSON.stringify({ status: 501, code: 'not_faked', detail }), headers };
}
