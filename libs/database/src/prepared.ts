import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { BoundedClient, type BoundedClientConfig } from './bounded-client.ts';
import { sqlstate } from './failures.ts';
import {
  clusterColumns,
  clusterOf,
  flushedColumn,
  lsnOf,
  type ClusterRow,
  type LogPosition,
} from './log-position.ts';
import { beginWith, currentTenants, QueryOfTenants } from './tenant-scope.ts';

const names = new Map<string, string>();

/**
 * Declares a prepared statement, which PostgreSQL parses and plans once per connection, and returns its text. Running that
 * text with parameters runs the prepared statement. The text must never vary, and must list its columns: a prepared `*`
 * fails when a migration adds a column.
 */
export function prepared(text: string): string {
  names.set(text, createHash('sha256').update(text).digest('base64url'));
  return text;
}

/** The internals of node-postgres that its types do not declare. */
type Internals = { _getActiveQuery(): unknown; _handleParseComplete(): void };
const internals = Client.prototype as unknown as Internals;

/** Called after each commit with a position that covers it, and with the tenants of its work as PostgreSQL writes arrays. */
export type OnCommitted = (position: LogPosition, tenants: string | undefined) => void;

type Committed = { rows: readonly ({ lsn: string } & Partial<ClusterRow>)[] };

/**
 * A connection that runs the statements declared with `prepared` by their names, and sets the tenants of the current work
 * (`tenant-scope.ts`) where a transaction begins.
 */
export class PreparingClient extends BoundedClient {
  readonly #onCommitted: (() => OnCommitted | undefined) | undefined;
  #inTransaction = false;
  /** Constant while the session lives: a server never becomes another cluster, and no commit precedes a promotion. */
  #cluster: string | undefined;

  constructor(config: BoundedClientConfig & { onCommitted?: () => OnCommitted | undefined }) {
    super(config);
    this.#onCommitted = config.onCommitted;
  }

  override query(query: unknown, ...rest: unknown[]): never {
    return this.#send(query, rest) as never;
  }

  #send(query: unknown, rest: unknown[]): unknown {
    // Only a text with parameters can be prepared.
    const name = typeof query === 'string' && rest[0] !== undefined ? names.get(query) : undefined;
    const named = name === undefined ? query : { name, text: query };
    const tenants = currentTenants();
    if (query === 'commit' || query === 'rollback') {
      this.#inTransaction = false;
      const onCommitted = query === 'commit' ? this.#onCommitted?.() : undefined;
      if (onCommitted !== undefined) return this.#commit(onCommitted, rest);
    } else if (query === 'begin') {
      this.#inTransaction = true;
      if (tenants !== undefined) return super.query(beginWith(query, tenants), ...rest);
    } else if (!this.#inTransaction && tenants !== undefined) return this.#queryOf(tenants, named, rest);
    return super.query(named, ...rest);
  }

  /**
   * Commits, and reads the position of the log by a second statement in the same message: inside the transaction it would
   * be before the commit. If the commit fails, PostgreSQL does not run the second statement.
   */
  async #commit(onCommitted: OnCommitted, rest: unknown[]): Promise<Committed[]> {
    const tenants = currentTenants();
    const columns = this.#cluster === undefined ? `${flushedColumn}, ${clusterColumns}` : flushedColumn;
    let results: Committed[];
    try {
      results = await super.query(`commit; select ${columns}`, ...rest);
    } catch (error) {
      if (isOfCommit(error)) throw error;
      // Without its code the error leaves the outcome unknown, instead of reporting a rollback.
      throw new Error('the commit, or the position after it, failed', { cause: error });
    }
    const row = results.at(-1)?.rows[0];
    if (row?.system !== undefined && row.timeline !== undefined)
      this.#cluster = clusterOf(row.system, row.timeline);
    if (row && this.#cluster !== undefined)
      onCommitted({ cluster: this.#cluster, lsn: lsnOf(row.lsn) }, tenants);
    return results;
  }

  #queryOf(tenants: string, query: unknown, [values, callback]: unknown[]): unknown {
    if (callback !== undefined) return super.query(new QueryOfTenants(tenants, query, values, callback));
    return new Promise((resolve, reject) => {
      const settle = (error: Error | undefined, result: unknown) => (error ? reject(error) : resolve(result));
      super.query(new QueryOfTenants(tenants, query, values, settle));
    });
  }

  /** The driver takes each answer to a Parse for that of the active query's own statement. */
  protected _handleParseComplete(): void {
    const active = internals._getActiveQuery.call(this);
    if (active instanceof QueryOfTenants && active.isOwnParse()) return;
    internals._handleParseComplete.call(this);
  }
}

/**
 * Whether it was the commit that failed, by a constraint, serialization or an invalid transaction, and not the statement
 * after it, for which a right or a function may be missing.
 */
function isOfCommit(error: unknown): boolean {
  return /^(23|25|40)/.test(sqlstate(error) ?? '');
}
