import { readClock } from '@florin/database';
import { endsWithin } from '@florin/service';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  type Answer,
  answerTo,
  preview,
  type Decided,
  type Posted,
  type PostedBatch,
  Refusal,
} from '@florin/rules';
import { Account } from '../entities/account.ts';
import { commandsOf, type Command, type MovementBatch, type PostingRequest } from './command.ts';
import { loadLedgerState, type ExternalAccounts } from './load.ts';
import type { PostingOptions } from './posting-queue.ts';
import { findReplays } from './replays.ts';
import { tooManyWaiting, tooSlowToBegin } from './queue-limits.ts';

/**
 * Returns the answers that requests would get now, decided by the same rules over rows that are read without locks.
 * Nothing is written and no posting waits for a preview, so a movement in between may change the answer. A known
 * idempotency key gets its first answer; new transactions have ids of zeros. The limits are those of the posting queue.
 */
export class Previews {
  readonly #options: PostingOptions;
  readonly #external: ExternalAccounts;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #movements = 0;

  constructor(options: PostingOptions, external: ExternalAccounts) {
    this.#options = options;
    this.#external = external;
  }

  preview(command: Command): Promise<Posted>;
  preview(batch: MovementBatch): Promise<PostedBatch>;
  async preview(request: PostingRequest): Promise<Answer> {
    const size = commandsOf(request).length;
    if (this.#movements + size > this.#options.waitingMax) throw tooManyWaiting();
    this.#movements += size;
    const answer = this.#answer(request).finally(() => (this.#movements -= size));
    if (await endsWithin(this.#options.answerWithinMs, answer)) return answer;
    throw tooSlowToBegin();
  }

  async #answer(request: PostingRequest): Promise<Answer> {
    if (this.#running >= this.#options.batchesInFlightMax) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      const answer = answerTo(await this.#options.database.read((em) => this.#decide(em, request)));
      if (answer instanceof Refusal) throw answer;
      return answer;
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #decide(em: SqlEntityManager, request: PostingRequest): Promise<Decided> {
    const replays = await findReplays(em, [request]);
    return replays.get(request) ?? preview(request, await this.#loadLedgerState(em, request));
  }

  /** The entity manager is never flushed. */
  async #loadLedgerState(em: SqlEntityManager, request: PostingRequest) {
    const rows = await em.find(Account, { id: { $in: [...request.accountIds] } });
    const accounts = new Map(rows.map((account) => [account.id, account]));
    return loadLedgerState(em, commandsOf(request), { accounts, now: await readClock(em) }, this.#external);
  }
}
