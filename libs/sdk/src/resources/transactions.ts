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

  /**
   * Moves money from the external account to an account.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} An account is frozen or closed.
   * @throws {RefusedError} Another rule of the bank refuses it, such as a limit or a currency that is not the account's.
   * @example
   * const { balance_after } = await florin.transactions.credit({ account_id: 'acct_…', amount: 50_00, reference: 'salary' });
   */
  credit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/credit', { ...via, body: movement }),
    );
  }

  /**
   * Moves money from an account to the external account.
   *
   * @throws {InsufficientFundsError} The funds are not available.
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} An account is frozen or closed.
   * @throws {RefusedError} Another rule of the bank refuses it, such as a limit or a currency that is not the account's.
   * @example
   * await florin.transactions.debit({ account_id: 'acct_…', amount: 50_00 }, { idempotencyKey: 'invoice-4711' });
   */
  debit(movement: Movement, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/debit', { ...via, body: movement }),
    );
  }

  /**
   * Moves money from one account to another.
   *
   * @throws {InsufficientFundsError} The paying account does not cover the amount.
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} An account is frozen or closed.
   * @throws {RefusedError} Another rule of the bank refuses it, such as a limit or a currency that is not the account's.
   * @example
   * await florin.transactions.transfer({ from_account_id: 'acct_…', to_account_id: 'acct_…', amount: 20_00 });
   */
  transfer(transfer: Transfer, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/transfer', { ...via, body: transfer }),
    );
  }

  /**
   * Holds money for another account or for the external account: it stays in the balance and is no longer available.
   * Capture or void the hold; with `expires_at` it ends by itself.
   *
   * @throws {InsufficientFundsError} The account does not cover the amount.
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} An account is frozen or closed.
   * @throws {RefusedError} Another rule of the bank refuses it, such as a limit or a currency that is not the account's.
   * @example
   * const { id } = await florin.transactions.hold({ account_id: 'acct_…', amount: 200_00, expires_at: '2026-12-24' });
   */
  hold(hold: Hold, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/hold', { ...via, body: hold }),
    );
  }

  /**
   * Moves held money: all that is still held, or an `amount` of it. `final` releases the rest.
   *
   * @throws {ConflictError} `state_conflict`: the hold has ended or holds less, or an account is frozen.
   * @throws {NotFoundError} The tenant has no such hold.
   * @example
   * await florin.transactions.capture('txn_…', { amount: 163_50, final: true });
   */
  capture(id: string, capture: Capture = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/capture', { ...via, params: { path: { id } }, body: capture }),
    );
  }

  /**
   * Ends a hold: the money that is still held is available again.
   *
   * @throws {ConflictError} `state_conflict`: the hold has ended.
   * @throws {NotFoundError} The tenant has no such hold.
   * @example
   * await florin.transactions.void('txn_…');
   */
  void(id: string, about: Void = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/void', { ...via, params: { path: { id } }, body: about }),
    );
  }

  /**
   * Moves the money of a transaction back: all that was not reversed before, or an `amount` of it.
   *
   * @throws {ConflictError} `state_conflict`: less is left to reverse, or an account is frozen.
   * @throws {InsufficientFundsError} The receiving account no longer has the money.
   * @throws {NotFoundError} The tenant has no such transaction.
   * @example
   * await florin.transactions.reverse('txn_…', { amount: 5_00, reference: 'refund' });
   */
  reverse(id: string, reversal: Reversal = {}, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/{id}/reverse', { ...via, params: { path: { id } }, body: reversal }),
    );
  }

  /**
   * Returns when the transaction was received, decided, posted, published and delivered, and which service did each.
   *
   * @throws {NotFoundError} The tenant has no such transaction.
   * @example
   * const { steps } = await florin.transactions.timeline('txn_…');
   */
  timeline(id: string, options?: CallOptions): Call<Timeline> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}/timeline', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Posts up to 1,000 movements under one idempotency key. `results` has a result for each movement, in the same order,
   * refused ones included. With `atomic` the first refusal throws, and no money moves.
   *
   * @throws {InvalidRequestError} A field is invalid.
   * @throws {RefusedError} With `atomic`: a movement is refused, and the class is that of its refusal.
   * @example
   * const { results } = await florin.transactions.batch({
   *   movements: [{ type: 'credit', account_id: 'acct_…', amount: 100 }],
   * });
   */
  batch(batch: Batch, options?: CallOptions): Call<BatchAnswer> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/transactions/batch', { ...via, body: batch }),
    );
  }

  /**
   * Returns a transaction.
   *
   * @throws {NotFoundError} The tenant has no such transaction.
   * @example
   * const { status, amount } = await florin.transactions.get('txn_…');
   */
  get(id: string, options?: CallOptions): Call<Transaction> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/transactions/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Lists transactions, newest first, including failed ones.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const { id, failure } of florin.transactions.list({ status: 'failed' })) console.log(id, failure?.code);
   */
  list(filters: TransactionFilters = {}, options?: CallOptions): List<Transaction> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/transactions', {
        ...via,
        params: { query: { ...queryOf<'listTransactions'>(filters), ...cursor } },
      });
    });
  }
}
