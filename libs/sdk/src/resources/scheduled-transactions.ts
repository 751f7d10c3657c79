import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import { queryOf } from '../query-text.ts';
import type { ScheduledTransaction, ScheduledTransactionFilters, ScheduleTransaction } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Credits, debits and transfers that the bank posts at a later time, each once. */
export class ScheduledTransactions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Schedules a transaction for `scheduled_for`, at most a year ahead. The bank decides at that time whether the account
   * covers it.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} A field is invalid.
   * @throws {ConflictError} `state_conflict`: an account is closed.
   * @example
   * await florin.scheduledTransactions.create({
   *   type: 'debit',
   *   account_id: 'acct_…',
   *   amount: 50_00,
   *   scheduled_for: '2026-12-24',
   * });
   */
  create(transaction: ScheduleTransaction, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/scheduled-transactions', { ...via, body: transaction }),
    );
  }

  /**
   * Returns a scheduled transaction: its result is in `status`, and in the transaction that `transaction_id` names.
   *
   * @throws {NotFoundError} The tenant has no such scheduled transaction.
   * @example
   * const { status, failure } = await florin.scheduledTransactions.get('sched_…');
   */
  get(id: string, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/scheduled-transactions/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Lists scheduled transactions. The one that was scheduled last is first.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const { id, amount } of florin.scheduledTransactions.list({ status: 'pending' })) console.log(id, amount);
   */
  list(filters: ScheduledTransactionFilters = {}, options?: CallOptions): List<ScheduledTransaction> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/scheduled-transactions', {
        ...via,
        params: { query: { ...queryOf<'listScheduledTransactions'>(filters), ...cursor } },
      });
    });
  }

  /**
   * Cancels a scheduled transaction.
   *
   * @throws {ConflictError} It is no longer pending.
   * @throws {NotFoundError} The tenant has no such scheduled transaction.
   * @example
   * await florin.scheduledTransactions.cancel('sched_…');
   */
  cancel(id: string, options?: CallOptions): Call<ScheduledTransaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/scheduled-transactions/{id}/cancel', { ...via, params: { path: { id } } }),
    );
  }
}
