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

  /**
   * Promises money to another account or to the outside world: it stays in the balance and is no longer available.
   * Capture it or void it; with `expires_at` it ends by itself.
   */
  hold(hold: Hold, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/hold', { ...via, body: hold }),
    );
  }

  /** Moves what was held: all that is left, or an `amount` of it. `final` gives back the rest. */
  capture(id: string, capture: Capture = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/capture', { ...via, params: { path: { id } }, body: capture }),
    );
  }

  /** Ends a hold: what is still held is available again. */
  void(id: string, about: Void = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/void', { ...via, params: { path: { id } }, body: about }),
    );
  }

  /** Moves money back to where it came from: all that was not reversed before, or an `amount` of it. */
  reverse(id: string, reversal: Reversal = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/reverse', { ...via, params: { path: { id } }, body: reversal }),
    );
  }

  /** When it was received, decided, posted, published and delivered, and by what. */
  timeline(id: string, options?: CallOptions): Call<Timeline> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}/timeline', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Posts up to a thousand movements under one idempotency key. Each has its own result at its own place, refused ones
   * too; with `atomic` the first refusal throws, and nothing has moved.
   */
  batch(batch: Batch, options?: CallOptions): Call<BatchAnswer> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/batch', { ...via, body: batch }),
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
