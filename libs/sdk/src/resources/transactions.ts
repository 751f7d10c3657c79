import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type {
  Batch,
  BatchAnswer,
  Capture,
  Hold,
  Movement,
  Reversal,
  Timeline,
  Transaction,
  TransactionFilters,
  Transfer,
  Void,
} from '../schemas.ts';
import { queryOf } from '../query-text.ts';
import type { CallOptions } from '../transport.ts';

/** Movements of money. The bank commits a movement before it answers. Amounts are in minor units. */
export class Transactions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Moves money from the external account to an account. */
  credit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/credit', { ...via, body: movement }),
    );
  }

  /**
   * Moves money from an account to the external account. Throws InsufficientFundsError when the funds are not
   * available.
   */
  debit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/debit', { ...via, body: movement }),
    );
  }

  /**
   * Moves money from one account to another. Throws InsufficientFundsError when the paying account does not cover it.
   */
  transfer(transfer: Transfer, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/transfer', { ...via, body: transfer }),
    );
  }

  /**
   * Holds money for another account or for the external account: it stays in the balance and is no longer available.
   * Capture or void the hold; with `expires_at` it ends by itself. Throws InsufficientFundsError when the account does
   * not cover the amount.
   */
  hold(hold: Hold, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/hold', { ...via, body: hold }),
    );
  }

  /**
   * Moves held money: all that is still held, or an `amount` of it. `final` releases the rest. Throws ConflictError
   * (`state_conflict`) when the hold has ended or holds less.
   */
  capture(id: string, capture: Capture = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/capture', { ...via, params: { path: { id } }, body: capture }),
    );
  }

  /**
   * Ends a hold: the money that is still held is available again. Throws ConflictError (`state_conflict`) when it has
   * ended.
   */
  void(id: string, about: Void = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/void', { ...via, params: { path: { id } }, body: about }),
    );
  }

  /**
   * Moves the money of a transaction back: all that was not reversed before, or an `amount` of it. Throws ConflictError
   * (`state_conflict`) for more than that, and InsufficientFundsError when the receiving account no longer has the
   * money.
   */
  reverse(id: string, reversal: Reversal = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/reverse', { ...via, params: { path: { id } }, body: reversal }),
    );
  }

  /**
   * Returns when the transaction was received, decided, posted, published and delivered, and which service did each.
   */
  timeline(id: string, options?: CallOptions): Call<Timeline> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}/timeline', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Posts up to 1,000 movements under one idempotency key. `results` has a result for each movement, in the same order,
   * refused ones included. With `atomic` the first refusal throws, and no money moves.
   */
  batch(batch: Batch, options?: CallOptions): Call<BatchAnswer> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/batch', { ...via, body: batch }),
    );
  }

  /** Returns a transaction. Throws NotFoundError when the tenant has no such transaction. */
  get(id: string, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Lists transactions, newest first, including failed ones. */
  list(filters: TransactionFilters = {}, options?: CallOptions): List<Transaction> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/transactions', {
        ...via,
        params: { query: { ...queryOf<'listTransactions'>(filters), ...cursor } },
      });
    });
  }
}
