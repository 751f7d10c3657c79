import { idToUuid } from '@florin/database';
import { endsWithin } from '@florin/service';
import { Refusal } from '@florin/rules';

/** One tenant's request for one row. Both ids are UUIDs. */
type Requested<Value> = {
  /** The tenant's id as callers know it (`tenant_…`). */
  tenant: string;
  tenantId: string;
  id: string;
  resolve: (value: Value | undefined) => void;
  reject: (error: unknown) => void;
};

/** A row that a query found. Only requests of its own tenant get it. Ids are UUIDs. */
export type Found<Value> = { tenantId: string; id: string; value: Value };

/** The columns that every row has, as the driver returns them. */
export type RowOfTenant = { id: string; tenant_id: string };

/** Reads the rows of these tenants (`tenant_…`) with these UUIDs by one query that begins now. Missing rows are left out. */
export type ReadAll<Value> = (
  ids: readonly string[],
  tenantIds: readonly string[],
) => Promise<Found<Value>[]>;

/** The largest number of ids in a query, so that it stays short. */
const idsMax = 500;
/** Two, so that PostgreSQL runs one query while the rows of the other are read; further requests gather meanwhile. */
const queriesMax = 2;

/**
 * Combines the requests for single rows that wait at the same moment into one query. A request is never answered by a
 * query that began before it, so it sees everything that was committed before; each query is one snapshot.
 *
 * The `dataloader` package does not replace this class. It has no limit on concurrent batches, so that under load every
 * turn of the event loop would send a small query instead of letting requests gather behind two; with its cache off,
 * which stale reads require, it does not deduplicate keys; and it has no time limit.
 */
export class BatchLoader<Value> {
  readonly #readAll: ReadAll<Value>;
  readonly #answerWithinMs: number;
  #waiting: Requested<Value>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(readAll: ReadAll<Value>, answerWithinMs: number) {
    this.#readAll = readAll;
    this.#answerWithinMs = answerWithinMs;
  }

  /** The tenant's row with this id, or undefined. Rejects with the error of the query, or with `overloaded`. */
  load(tenantId: string, id: string): Promise<Value | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Value | undefined>();
    this.#waiting.push({ tenant: tenantId, tenantId: idToUuid(tenantId), id: idToUuid(id), resolve, reject });
    this.#schedule();
    return promise;
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#underWay >= queriesMax) return;
    this.#scheduled = true;
    // After this turn of the event loop has read its input: requests that arrived together share a query.
    setImmediate(() => {
      this.#scheduled = false;
      void this.#loadNext();
    });
  }

  async #loadNext(): Promise<void> {
    const requested = this.#waiting.splice(0, idsMax);
    this.#underWay += 1;
    this.#schedule();
    try {
      const reading = this.#readAll(
        [...new Set(requested.map(({ id }) => id))],
        [...new Set(requested.map(({ tenant }) => tenant))],
      );
      if (await endsWithin(this.#answerWithinMs, reading)) resolveAll(requested, await reading);
      // PostgreSQL does not answer, so the requests that wait behind these are refused too.
      else rejectAll([...requested, ...this.#waiting.splice(0)], tooSlowToRead());
    } catch (error) {
      rejectAll(requested, error);
    } finally {
      this.#underWay -= 1;
      this.#schedule();
    }
  }
}

function resolveAll<Value>(requested: readonly Requested<Value>[], found: readonly Found<Value>[]): void {
  const byName = new Map(found.map(({ tenantId, id, value }) => [`${tenantId} ${id}`, value]));
  for (const { tenantId, id, resolve } of requested) resolve(byName.get(`${tenantId} ${id}`));
}

function rejectAll(requested: readonly Requested<never>[], error: unknown): void {
  for (const { reject } of requested) reject(error);
}

function tooSlowToRead(): Refusal {
  return new Refusal('overloaded', 'The ledger is too slow to answer. Try again shortly.');
}
