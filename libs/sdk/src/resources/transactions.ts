import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { Movement, Transaction, TransactionFilters, Transfer } from '../schemas.ts';
import { queryOf } from '../query-text.ts';
import type { CallOptions } from '../transport.ts';

/** Money on the move. What these answer is committed; amounts are in minor units. */
export class Transactions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Puts money into an account, from the outside world. */
  credit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/credit', { ...via, body: movement }),
    );
  }

  /** Takes money out of an account. Throws InsufficientFundsError when the account does not cover it. */
  debit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/debit', { ...via, body: movement }),
    );
  }

  /** Moves money between two accounts at once. Throws InsufficientFundsError when the paying one does not cover it. */
  transfer(transfer: Transfer, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/transfer', { ...via, body: transfer }),
    );
  }

  get(id: string, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Completed and failed ones, the newest first. */
  list(filters: TransactionFilters = {}, options?: CallOptions): List<Transaction> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/transactions', {
        ...via,
        params: { query: { ...queryOf<'listTransactions'>(filters), ...cursor } },
      });
    });
  }
}
