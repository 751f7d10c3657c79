import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { BoundedClient } from './bounded-client.ts';
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

/**
 * A connection that runs the statements declared with `prepared` by their names, and sets the tenants of the current work
 * (`tenant-scope.ts`) where a transaction begins.
 */
export class PreparingClient extends BoundedClient {
  #inTransaction = false;

  override query(query: unknown, ...rest: unknown[]): never {
    // Only a text with parameters can be prepared.
    const name = typeof query === 'string' && rest[0] !== undefined ? names.get(query) : undefined;
    const named = name === undefined ? query : { name, text: query };
    const tenants = currentTenants();
    if (query === 'commit' || query === 'rollback') this.#inTransaction = false;
    else if (query === 'begin') {
      this.#inTransaction = true;
      if (tenants !== undefined) return super.query(beginWith(query, tenants), ...rest);
    } else if (!this.#inTransaction && tenants !== undefined) return this.#queryOf(tenants, named, rest);
    return super.query(named, ...rest);
  }

  #queryOf(tenants: string, query: unknown, [values, callback]: unknown[]): never {
    if (callback !== undefined) return super.query(new QueryOfTenants(tenants, query, values, callback));
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, result: unknown) => (error ? reject(error as Error) : resolve(result));
      super.query(new QueryOfTenants(tenants, query, values, settle));
    }) as never;
  }

  /** The driver takes each answer to a Parse for that of the active query's own statement. */
  protected _handleParseComplete(): void {
    const active = internals._getActiveQuery.call(this);
    if (active instanceof QueryOfTenants && active.isOwnParse()) return;
    internals._handleParseComplete.call(this);
  }
}
