import { readClock } from '@florin/database';
import { endsWithin, equalShare, FairPlaces, NoPlace, PartyCounts } from '@florin/service';
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
import { beyondShare, tooSlowToBegin } from './queue-limits.ts';

/**
 * Returns the answers that requests would get now, decided by the same rules over rows that are read without locks.
 * Nothing is written and no posting waits for a preview, so a movement in between may change the answer. A known
 * idempotency key gets its first answer; new transactions have ids of zeros. The limits are those of the posting queue.
 */
export class Previews {
  readonly #options: PostingOptions;
  readonly #external: ExternalAccounts;
  readonly #places: FairPlaces;
  /** The movements of each tenant that are waiting or being decided. */
  readonly #movements = new PartyCounts();

  constructor(options: PostingOptions, external: ExternalAccounts) {
    this.#options = options;
    this.#external = external;
    const { batchesInFlightMax: atOnceMax, waitingMax, answerWithinMs: waitMsMax } = options;
    this.#places = new FairPlaces({ atOnceMax, waitingMax, waitMsMax });
  }

  preview(command: Command): Promise<Posted>;
  preview(batch: MovementBatch): Promise<PostedBatch>;
  async preview(request: PostingRequest): Promise<Answer> {
    const { tenantId } = request;
    const size = commandsOf(request).length;
    this.#checkShare(tenantId, size);
    this.#movements.add(tenantId, size);
    const answer = this.#answer(request).finally(() => this.#movements.add(tenantId, -size));
    if (await endsWithin(this.#options.answerWithinMs, answer)) return answer;
    throw tooSlowToBegin();
  }

  /**
   * A preview waits for no lock, so the others keep their share by going beyond the limit once, and no preview that waits is
   * refused.
   */
  #checkShare(tenantId: string, size: number): void {
    const { waitingMax } = this.#options;
    if (this.#movements.sum + size <= waitingMax) return;
    const share = equalShare(waitingMax, this.#movements, tenantId);
    if (this.#movements.of(tenantId) + size > share) throw beyondShare(share);
  }

  async #answer(request: PostingRequest): Promise<Answer> {
    const { tenantId } = request;
    try {
      await this.#places.enter(tenantId);
    } catch (error) {
      throw error instanceof NoPlace ? tooSlowToBegin() : error;
    }
    const beganAt = performance.now();
    try {
      const database = this.#options.database.of(request.tenantId);
      const answer = answerTo(await database.read((em) => this.#decide(em, request)));
      if (answer instanceof Refusal) throw answer;
      return answer;
    } finally {
      this.#places.leave(tenantId, performance.now() - beganAt);
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
