import { readClock } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';
import { Refusal } from '../refusal.ts';
import { answerTo, type Answer, type Posted, type PostedBatch } from './answer.ts';
import { openBooks } from './books.ts';
import { commandsOf, type Command, type MovementBatch, type PostingRequest } from './command.ts';
import { decide, type Decided } from './decide.ts';
import type { ExternalAccounts } from './load.ts';
import type { PostingOptions } from './posting-queue.ts';
import { findReplays } from './replays.ts';
import { tooManyWaiting, tooSlowToBegin } from './waiting-requests.ts';

/** The id of what does not exist. */
const nil = '0'.repeat(26);

/**
 * Says what requests would be answered, by the code that decides about them, over rows that nobody locks: nothing is
 * written, nobody waits for it, and a movement that comes in between may make it untrue. A known idempotency key is
 * answered as it was; everything else has ids of zeros. Under the limits of the posting queue, beside it.
 */
export class Previews {
  readonly #options: PostingOptions;
  readonly #external: ExternalAccounts;
  readonly #line: (() => void)[] = [];
  #running = 0;
  #movements = 0;

  constructor(options: PostingOptions, external: ExternalAccounts) {
    this.#options = options;
    this.#external = external;
  }

  ask(command: Command): Promise<Posted>;
  ask(batch: MovementBatch): Promise<PostedBatch>;
  async ask(request: PostingRequest): Promise<Answer> {
    const size = commandsOf(request).length;
    if (this.#movements + size > this.#options.waitingMax) throw tooManyWaiting();
    this.#movements += size;
    const { answerWithinMs } = this.#options;
    const answered = this.#answer(request).finally(() => (this.#movements -= size));
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(tooSlowToBegin()), answerWithinMs);
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #answer(request: PostingRequest): Promise<Answer> {
    if (this.#running >= this.#options.batchesInFlightMax) {
      await new Promise<void>((resolve) => this.#line.push(resolve));
    } else this.#running += 1;
    try {
      const answer = answerTo(await this.#options.database.read((em) => this.#decide(em, request)));
      if (answer instanceof Refusal) throw answer;
      return answer;
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #decide(em: SqlEntityManager, request: PostingRequest): Promise<Decided> {
    const replays = await findReplays(em, [request]);
    return replays.get(request) ?? withoutIds(decide(request, await this.#openBooks(em, request)));
  }

  /** The entity manager ends with the question, and nobody flushes it. */
  async #openBooks(em: SqlEntityManager, request: PostingRequest) {
    const rows = await em.find(Account, { id: { $in: [...request.accountIds] } });
    const accounts = new Map(rows.map((account) => [account.id, account]));
    return openBooks(em, commandsOf(request), { accounts, now: await readClock(em) }, this.#external);
  }
}

function withoutIds(decided: Decided): Decided {
  if (decided.kind === 'refused') return decided;
  if (decided.kind === 'recorded') {
    return { ...decided, transaction: { ...decided.transaction, id: `txn_${nil}` } };
  }
  const results = decided.batch.results.map((result) =>
    result instanceof Refusal ? result : { ...result, id: `txn_${nil}` },
  );
  return { ...decided, batch: { ...decided.batch, id: `batch_${nil}`, results } };
}
