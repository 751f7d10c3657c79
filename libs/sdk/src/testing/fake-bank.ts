import { accountOperations } from './account-operations.ts';
import { auditLogOperation } from './audit-log-operation.ts';
import { successOf, type Kept } from './answers.ts';
import { FakeLedger } from './fake-ledger.ts';
import { doWhatIsDue } from './due.ts';
import type { FakeClock } from './fake-clock.ts';
import { KnownKeys } from './idempotency.ts';
import { movementOperations } from './movement-operations.ts';
import type { FakeAnswer, FakeRequest, Operations } from './operation.ts';
import { queryOperations } from './query-operations.ts';
import { problemFrom, type FakeProblem } from './refusal.ts';
import { scheduledOperations } from './scheduled-operations.ts';
import { statementOperation } from './statement-operation.ts';

const healthOperations: Operations = {
  getLiveness: () => ({ body: { status: 'live' } }),
  getReadiness: () => ({ body: { status: 'ready', checks: {} } }),
};

/** A request has the types of its operation: `readRequest` has checked it by the contract. */
const operations = new Map<string, (ledger: FakeLedger, request: never) => FakeAnswer>(
  Object.entries({
    ...accountOperations,
    ...movementOperations,
    ...queryOperations,
    ...statementOperation,
    ...scheduledOperations,
    ...auditLogOperation,
    ...healthOperations,
  } satisfies Operations),
);

/**
 * A bank in memory, with the rules of `@florin/rules`. It carries out one request after another, each completely or not
 * at all.
 */
export class FakeBank {
  readonly #ledger: FakeLedger;
  readonly #keys = new KnownKeys();

  constructor(clock: FakeClock) {
    this.#ledger = new FakeLedger(clock);
    clock.onMove((untilMs) => doWhatIsDue(this.#ledger, untilMs));
  }

  newId(prefix: string): string {
    return this.#ledger.ids.next(prefix, this.#ledger.clock.now());
  }

  /**
   * Answers a request. `write` converts a problem to an answer. When the request recorded something, the answer is kept
   * under its idempotency key.
   */
  answer(request: FakeRequest, write: (problem: FakeProblem) => Kept): Kept {
    doWhatIsDue(this.#ledger, this.#ledger.clock.now().getTime());
    const isDry = request.query['dry_run'] === true;
    this.#ledger.actor = request.actor;
    const answer = this.#answer(request, isDry, write);
    return isDry ? { ...answer, headers: { ...answer.headers, 'dry-run': 'true' } } : answer;
  }

  #answer(request: FakeRequest, isDry: boolean, write: (problem: FakeProblem) => Kept): Kept {
    const operation = operations.get(request.operation);
    if (!operation) return notFaked(request.operation);
    const key = request.headers.get('idempotency-key');
    const keep = (answer: Kept) => {
      if (key !== null && !isDry) this.#keys.keep(key, request, answer);
      return answer;
    };
    try {
      const known = key === null ? undefined : this.#keys.find(key, request);
      return known ?? keep(successOf(operation(this.#ledger, request as never)));
    } catch (error) {
      const problem = problemFrom(error);
      if (!problem) throw error;
      const isRecorded = problem.facts.transaction !== undefined;
      return isRecorded ? keep(write(problem)) : write(problem);
    }
  }
}

/** The answer for an operation that the fake does not have. No Florin API uses this status or code. */
function notFaked(operation: string): Kept {
  const detail = `The fake has no ${operation}: say what it shall answer with fake.answer('${operation}', …).`;
  const headers = { 'content-type': 'application/problem+json' };
  return { status: 501, text: JSON.stringify({ status: 501, code: 'not_faked', detail }), headers };
}
