import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import { queryOf } from '../query-text.ts';
import type { AuditLogEntry, AuditLogFilters } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Who changed your tenant's accounts, scheduled transactions, API keys, fraud rules and webhook endpoints. */
export class AuditLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Lists the changes, newest first. The list is never incomplete.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @throws {ServerError} An app that has some of the changes is away. Name the other objects in `object_type` to do
   *   without.
   * @example
   * for await (const { at, change, actor } of florin.auditLog.list({ object_id: 'acct_…' })) console.log(at, change, actor?.id);
   */
  list(filters: AuditLogFilters = {}, options?: CallOptions): List<AuditLogEntry> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/audit-log', {
        ...via,
        params: { query: { ...queryOf<'listAuditLog'>(filters), ...cursor } },
      }),
    );
  }

  /**
   * Returns all of them as CSV (RFC 4180). No cell of it is a formula.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @throws {ServerError} An app that has some of the changes is away. Name the other objects in `object_type` to do
   *   without.
   * @example
   * const csv = await florin.auditLog.csv({ from: '2025-11-01' });
   */
  csv(filters: AuditLogFilters = {}, options?: CallOptions): Call<string> {
    return this.#connection.call(options, (raw, via) => {
      const query = queryOf<'listAuditLog'>(filters);
      const headers = { accept: 'text/csv' };
      return raw.GET('/audit-log', { ...via, params: { query }, headers, parseAs: 'text' });
    });
  }
}
