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
   * Lists the changes, newest first. Throws ServerError while an app that has some of them is away: the list is never
   * incomplete. Name the other objects in `object_type` to do without.
   */
  list(filters: AuditLogFilters = {}, options?: CallOptions): List<AuditLogEntry> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/audit-log', {
        ...via,
        params: { query: { ...queryOf<'listAuditLog'>(filters), ...cursor } },
      }),
    );
  }

  /** Returns all of them as CSV (RFC 4180). No cell of it is a formula. */
  csv(filters: AuditLogFilters = {}, options?: CallOptions): Call<string> {
    return this.#connection.call(options, (raw, via) => {
      const query = queryOf<'listAuditLog'>(filters);
      const headers = { accept: 'text/csv' };
      return raw.GET('/audit-log', { ...via, params: { query }, headers, parseAs: 'text' });
    });
  }
}
