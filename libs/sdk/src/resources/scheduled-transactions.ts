import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import { queryOf } from '../query-text.ts';
import type { ScheduledTransaction, ScheduledTransactionFilters, ScheduleTransaction } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Credits, debits and transfers that the bank posts later, each once. */
export class ScheduledTransactions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Has it posted at `scheduled_for`, within a year. Whether the account covers it is decided then. */
  create(transaction: ScheduleTransaction, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/scheduled-transactions', { ...via, body: transaction }),
    );
  }

  /** What became of it stands in `status`, and in the transaction that `transaction_id` names. */
  get(id: string, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/scheduled-transactions/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Those that were scheduled last first. */
  list(filters: ScheduledTransactionFilters = {}, options?: CallOptions): List<ScheduledTransaction> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/scheduled-transactions', {
        ...via,
        params: { query: { ...queryOf<'listScheduledTransactions'>(filters), ...cursor } },
      });
    });
  }

  /** Throws ConflictError (`state_conflict`) when it is too late. */
  cancel(id: string, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/scheduled-transactions/{id}/cancel', { ...via, params: { path: { id } } }),
    );
  }
}
