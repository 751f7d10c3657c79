import { accountOperations } from './account-operations.ts';
import { successOf, type Kept } from './answers.ts';
import { Books } from './books.ts';
import { doWhatIsDue } from './due.ts';
import type { FakeClock } from './fake-clock.ts';
import { KnownKeys } from './idempotency.ts';
import { movementOperations } from './movement-operations.ts';
import type { FakeAnswer, FakeRequest, Operation, Operations } from './operation.ts';
import { queryOperations } from './query-operations.ts';
import { Refusal } from './refusal.ts';
import { scheduledOperations } from './scheduled-operations.ts';
import { statementOperation } from './statement-operation.ts';
import { noSuffix } from './typed-ids.ts';

const healthOperations: Operations = {
  getLiveness: () => ({ body: { status: 'live' } }),
  getReadiness: () => ({ body: { status: 'ready', checks: {} } }),
};

const all: Operations = {
  ...accountOperations,
  ...movementOperations,
  ...queryOperations,
  ...statementOperation,
  ...scheduledOperations,
  ...healthOperations,
};

/** Carries requests out one after the other, each wholly or not at all. */
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

  /** `problem` writes a refusal down. What was recorded is kept under the request's key, with its answer. */
  answer(request: FakeRequest, problem: (refusal: Refusal) => Kept): Kept {
    const operation = all[request.operation];
    if (!operation) return notFaked(request.operation);
    doWhatIsDue(this.#books, this.#books.clock.now().getTime());
    const isDry = request.query['dry_run'] === true;
    const key = request.headers.get('idempotency-key') ?? undefined;
    const known = key === undefined ? undefined : this.#known(key, request, problem);
    const answer = known ?? this.#carryOut(operation, request, { isDry, key, problem });
    return isDry ? { ...answer, headers: { ...answer.headers, 'dry-run': 'true' } } : answer;
  }

  #known(key: string, request: FakeRequest, problem: (refusal: Refusal) => Kept): Kept | undefined {
    try {
      return this.#keys.find(key, request);
    } catch (error) {
      if (error instanceof Refusal) return problem(error);
      throw error;
    }
  }

  #carryOut(
    operation: Operation,
    request: FakeRequest,
    { isDry, key, problem }: { isDry: boolean; key: string | undefined; problem: (refusal: Refusal) => Kept },
  ): Kept {
    this.#books.settle();
    const putBack = this.#books.checkpoint();
    try {
      const answer = successOf(
        isDry ? withoutIds(operation(this.#books, request)) : operation(this.#books, request),
      );
      if (isDry) putBack();
      else if (key !== undefined) this.#keys.keep(key, request, answer);
      return answer;
    } catch (error) {
      const { transaction } = error instanceof Refusal ? error.facts : {};
      const isRecorded = transaction !== undefined && !isDry;
      if (!isRecorded) putBack();
      if (!(error instanceof Refusal)) throw error;
      const answer = problem(isDry ? withoutId(error) : error);
      if (isRecorded && key !== undefined) this.#keys.keep(key, request, answer);
      return answer;
    }
  }
}

/** What a dry run tells of does not exist, so it has no id. */
function withoutIds(answer: FakeAnswer): FakeAnswer {
  const body = structuredClone(answer.body) as { id: string; results?: { transaction?: { id: string } }[] };
  body.id = `${body.id.split('_')[0]}_${noSuffix}`;
  for (const { transaction } of body.results ?? []) if (transaction) transaction.id = `txn_${noSuffix}`;
  return { ...answer, body };
}

function withoutId(refusal: Refusal): Refusal {
  const { code, message, facts } = refusal;
  const { transaction } = facts;
  if (!transaction) return refusal;
  return new Refusal(code, message, { ...facts, transaction: { ...transaction, id: `txn_${noSuffix}` } });
}

/** No answer of a Florin API, so nobody takes it for one. */
function notFaked(operation: string): Kept {
  const detail = `The fake has no ${operation}: say what it shall answer with fake.answer('${operation}', …).`;
  const headers = { 'content-type': 'application/problem+json' };
  return { status: 501, text: JSON.stringify({ status: 501, code: 'not_faked', detail }), headers };
}
