import { idToUuid } from '@florin/database';
import { Refusal } from '../refusal.ts';

/** One tenant's question about one thing. Both as UUIDs. */
type Requested<Answer> = {
  tenantId: string;
  id: string;
  resolve: (answer: Answer | undefined) => void;
  reject: (error: unknown) => void;
};

/** What one query found. Who asked is answered with what its own tenant has, and with nothing else. */
export type Found<Answer> = { tenantId: string; id: string; answer: Answer };

/** What every row says, as the driver gives it. */
export type RowOfTenant = { id: string; tenant_id: string };

/** Reads these things, all in one query begun now, whosever they are; what is not there is left out. UUIDs. */
export type ReadAll<Answer> = (ids: readonly string[]) => Promise<Found<Answer>[]>;

/** So many that a query stays short. */
const idsMax = 500;
/** Two, so that one is under way while the answers of the other are read; what gathers meanwhile goes together. */
const queriesMax = 2;

/**
 * Questions of one kind that wait at the same moment are asked as one. A question is answered by a query that began
 * after it came, so that it sees everything that was acknowledged before; and each query is one snapshot.
 */
export class BatchLoader<Answer> {
  readonly #readAll: ReadAll<Answer>;
  readonly #answerWithinMs: number;
  #waiting: Requested<Answer>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(readAll: ReadAll<Answer>, answerWithinMs: number) {
    this.#readAll = readAll;
    this.#answerWithinMs = answerWithinMs;
  }

  /** What this tenant has under this id, or undefined. Rejects with what the shared query failed with. */
  ask(tenantId: string, id: string): Promise<Answer | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
    this.#waiting.push({ tenantId: idToUuid(tenantId), id: idToUuid(id), resolve, reject });
    this.#schedule();
    return promise;
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#underWay >= queriesMax) return;
    this.#scheduled = true;
    // After the input of this turn of the event loop: questions that arrived together are asked together.
    setImmediate(() => {
      this.#scheduled = false;
      void this.#askNext();
    });
  }

  async #askNext(): Promise<void> {
    const requested = this.#waiting.splice(0, idsMax);
    this.#underWay += 1;
    this.#schedule();
    const tooLate = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      // PostgreSQL says nothing: those behind these do not wait any longer either.
      requested.push(...this.#waiting.splice(0));
      tooLate.reject(tooSlowToRead());
    }, this.#answerWithinMs);
    try {
      const ids = [...new Set(requested.map(({ id }) => id))];
      answer(requested, await Promise.race([this.#readAll(ids), tooLate.promise]));
    } catch (error) {
      for (const { reject } of requested) reject(error);
    } finally {
      clearTimeout(timer);
      this.#underWay -= 1;
      this.#schedule();
    }
  }
}

function answer<Answer>(requested: readonly Requested<Answer>[], found: readonly Found<Answer>[]): void {
  const byName = new Map(found.map(({ tenantId, id, answer }) => [`${tenantId} ${id}`, answer]));
  for (const { tenantId, id, resolve } of requested) resolve(byName.get(`${tenantId} ${id}`));
}

function tooSlowToRead(): Refusal {
  return new Refusal('overloaded', 'The ledger is too slow to answer. Try again shortly.');
}
