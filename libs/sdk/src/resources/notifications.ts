import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { Notification, NotificationFilters } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** The notifications that the bank has sent to account holders. */
export class Notifications {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Lists notifications, newest first. A notification appears a moment after its transaction.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const { title, status } of florin.notifications.list({ account_id: 'acct_…' })) console.log(title, status);
   */
  list(filters: NotificationFilters = {}, options?: CallOptions): List<Notification> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/notifications', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }
}
