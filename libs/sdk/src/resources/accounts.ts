import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import { queryOf } from '../query-text.ts';
import type {
  Account,
  AccountFilters,
  AccountLine,
  Balance,
  CreateAccount,
  LineFilters,
  PastBalance,
  PastMoment,
  Statement,
  StatementPeriod,
  TrialBalance,
  UpdateAccount,
} from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Without `at`, `available` is never null. The contract's type, which past balances share, does not say so. */
type Answered<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** Accounts with their balances, movements and statements. Amounts are in minor units. */
export class Accounts {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Opens an account, by default an empty one in USD. */
  create(account: CreateAccount = {}, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) => raw.POST('/accounts', { ...via, body: account }));
  }

  /** Returns an account with its current balance. Throws NotFoundError when the tenant has no such account. */
  get(id: string, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Changes the fields that you pass and leaves the rest. A field that already has its new value changes nothing, so a
   * repetition is safe. Throws ConflictError (`state_conflict`) when the account is closed, or when it uses more
   * overdraft than the new limit.
   */
  update(id: string, changes: UpdateAccount, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/accounts/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /** Freezes an account: no money moves in or out until it is unfrozen. Holds on it can be voided, and they expire. */
  freeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'frozen' }, options);
  }

  /** Opens a frozen account again. Throws ConflictError (`state_conflict`) when the account is closed. */
  unfreeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'open' }, options);
  }

  /** Closes an account finally. Throws ConflictError (`state_conflict`) while it has a balance or held money. */
  close(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'closed' }, options);
  }

  /** Lists accounts, newest first. */
  list(filters: AccountFilters = {}, options?: CallOptions): List<Account> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts', {
        ...via,
        params: { query: { ...queryOf<'listAccounts'>(filters), ...cursor } },
      });
    });
  }

  /** Returns the current balance. It includes every posting that the bank answered before. */
  balance(id: string, options?: CallOptions): Call<Balance> {
    return this.#connection.call(
      options,
      (raw, via) =>
        raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id } } }) as Answered<Balance>,
    );
  }

  /**
   * Returns the balance right before a moment in the past, which is the closing balance of a statement that ends there.
   * It is zero before the account was opened. A date means its first moment, in `time_zone` or in UTC.
   */
  balanceAt(id: string, moment: PastMoment, options?: CallOptions): Call<PastBalance> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id }, query: moment } });
    });
  }

  /**
   * Returns the balances of up to 100 accounts from one consistent snapshot, in the order of `ids`: a transfer is in
   * both balances or in neither. Throws NotFoundError when one account is unknown.
   */
  balances(ids: string[], moment?: PastMoment, options?: CallOptions): Call<{ data: PastBalance[] }> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/balances', { ...via, params: { query: { account_id: ids, ...moment } } });
    });
  }

  /** Lists the movements of the account, newest first, each with the balance after it. */
  transactions(id: string, filters: LineFilters = {}, options?: CallOptions): List<AccountLine> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts/{id}/transactions', {
        ...via,
        params: { path: { id }, query: { ...filters, ...cursor } },
      });
    });
  }

  /**
   * Lists the movements of money in a period, oldest first; by default in the current month. `await` returns the totals
   * and the first lines, `for await` iterates over all lines.
   */
  statement(id: string, period: StatementPeriod = {}, options?: CallOptions): List<AccountLine, Statement> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts/{id}/statement', {
        ...via,
        params: { path: { id }, query: { ...period, ...cursor } },
      });
    });
  }

  /**
   * Returns the whole statement as CSV (RFC 4180). No cell of it is a formula, so it is safe to open in a spreadsheet.
   */
  statementCsv(id: string, period: StatementPeriod = {}, options?: CallOptions): Call<string> {
    return this.#statementAs('text/csv', id, period, options);
  }

  /** Returns the whole statement as an HTML page to print. */
  statementHtml(id: string, period: StatementPeriod = {}, options?: CallOptions): Call<string> {
    return this.#statementAs('text/html', id, period, options);
  }

  #statementAs(accept: string, id: string, query: StatementPeriod, options?: CallOptions): Call<string> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/statement', {
        ...via,
        params: { path: { id }, query },
        headers: { accept },
        parseAs: 'text',
      });
    });
  }

  /** Returns the totals of the customers' accounts and of the external account, per currency. Their sum is always 0. */
  trialBalance(options?: CallOptions): Call<TrialBalance> {
    return this.#connection.call(options, (raw, via) => raw.GET('/trial-balance', via));
  }
}
