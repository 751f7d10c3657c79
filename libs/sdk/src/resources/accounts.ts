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

  /**
   * Opens an account, by default an empty one in USD.
   *
   * @throws {InvalidRequestError} A field is invalid.
   * @throws {ConflictError} An account has this `external_id` already.
   * @throws {PermissionError} The key lacks a scope: `transactions:write` for an `initial_balance`, `accounts:limits` for
   *   a limit.
   * @example
   * const account = await florin.accounts.create({ name: 'Ada', currency: 'EUR', initial_balance: 100_00 });
   */
  create(account: CreateAccount = {}, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) => raw.POST('/accounts', { ...via, body: account }));
  }

  /**
   * Returns an account with its current balance.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @example
   * const { balance, available, status } = await florin.accounts.get('acct_…');
   */
  get(id: string, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Changes the fields that you pass and leaves the rest. A field that already has its new value changes nothing, so a
   * repetition is safe.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} A field is invalid.
   * @throws {ConflictError} `state_conflict`: the account is closed, or uses more overdraft than the new limit.
   * @example
   * await florin.accounts.update('acct_…', { name: 'Ada Lovelace', overdraft_limit: 500_00 });
   */
  update(id: string, changes: UpdateAccount, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/accounts/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /**
   * Freezes an account: no money moves in or out until it is unfrozen. Holds on it can be voided, and they expire.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} `state_conflict`: the account is closed.
   * @example
   * await florin.accounts.freeze('acct_…');
   */
  freeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'frozen' }, options);
  }

  /**
   * Opens a frozen account again.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} `state_conflict`: the account is closed.
   * @example
   * await florin.accounts.unfreeze('acct_…');
   */
  unfreeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'open' }, options);
  }

  /**
   * Closes an account finally.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {ConflictError} `state_conflict`: the account has a balance or held money.
   * @example
   * await florin.accounts.close('acct_…');
   */
  close(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'closed' }, options);
  }

  /**
   * Lists accounts, newest first.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const account of florin.accounts.list({ currency: 'EUR', status: ['open'] })) console.log(account.id);
   */
  list(filters: AccountFilters = {}, options?: CallOptions): List<Account> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts', {
        ...via,
        params: { query: { ...queryOf<'listAccounts'>(filters), ...cursor } },
      });
    });
  }

  /**
   * Returns the current balance. It includes every posting that the bank answered before.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @example
   * const { available } = await florin.accounts.balance('acct_…');
   */
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
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} The moment is invalid.
   * @example
   * const { balance } = await florin.accounts.balanceAt('acct_…', { at: '2025-12-01', time_zone: 'Europe/Berlin' });
   */
  balanceAt(id: string, moment: PastMoment, options?: CallOptions): Call<PastBalance> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id }, query: moment } });
    });
  }

  /**
   * Returns the balances of up to 100 accounts from one consistent snapshot, in the order of `ids`: a transfer is in both
   * balances or in neither.
   *
   * @throws {NotFoundError} One of the accounts is unknown.
   * @throws {InvalidRequestError} There are more than 100 ids, or one is invalid.
   * @example
   * const { data } = await florin.accounts.balances(['acct_…', 'acct_…']);
   */
  balances(ids: string[], moment?: PastMoment, options?: CallOptions): Call<{ data: PastBalance[] }> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/balances', { ...via, params: { query: { account_id: ids, ...moment } } });
    });
  }

  /**
   * Lists the movements of the account, newest first, each with the balance after it.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const line of florin.accounts.transactions('acct_…')) console.log(line.balance_change, line.balance_after);
   */
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
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} The period is invalid, or longer than 366 days.
   * @example
   * const { opening, closing } = await florin.accounts.statement('acct_…', { from: '2025-11-01', to: '2025-12-01' });
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
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} The period is invalid, or longer than 366 days.
   * @example
   * const csv = await florin.accounts.statementCsv('acct_…', { from: '2025-11-01', to: '2025-12-01' });
   */
  statementCsv(id: string, period: StatementPeriod = {}, options?: CallOptions): Call<string> {
    return this.#statementAs('text/csv', id, period, options);
  }

  /**
   * Returns the whole statement as an HTML page to print.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} The period is invalid, or longer than 366 days.
   * @example
   * const page = await florin.accounts.statementHtml('acct_…', { from: '2025-11-01', to: '2025-12-01' });
   */
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

  /**
   * Returns the totals of the customers' accounts and of the external account, per currency. Their sum is always 0.
   *
   * @throws {PermissionError} The key lacks the scope.
   * @example
   * const { data } = await florin.accounts.trialBalance();
   */
  trialBalance(options?: CallOptions): Call<TrialBalance> {
    return this.#connection.call(options, (raw, via) => raw.GET('/trial-balance', via));
  }
}
