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

/** Without a moment, the contract promises what its type for past and present cannot say. */
type Answered<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

export class Accounts {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Opens an account; without anything said, an empty one in USD. Amounts are in minor units. */
  create(account: CreateAccount = {}, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) => raw.POST('/accounts', { ...via, body: account }));
  }

  get(id: string, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Changes what is said and nothing else. Saying what is the case already changes nothing, so repeating it is safe. */
  update(id: string, changes: UpdateAccount, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/accounts/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /** No money moves on a frozen account, in or out, until it is unfrozen. Holds on it can be voided, and expire. */
  freeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'frozen' }, options);
  }

  unfreeze(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'open' }, options);
  }

  /** For good. Throws ConflictError (`state_conflict`) while there is money on the account or held of it. */
  close(id: string, options?: CallOptions): Call<Account> {
    return this.update(id, { status: 'closed' }, options);
  }

  /** The newest first. */
  list(filters: AccountFilters = {}, options?: CallOptions): List<Account> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts', {
        ...via,
        params: { query: { ...queryOf<'listAccounts'>(filters), ...cursor } },
      });
    });
  }

  /** What the account holds right now, in minor units; every posting that was answered before is in it. */
  balance(id: string, options?: CallOptions): Call<Balance> {
    return this.#connection.call(
      options,
      (raw, via) =>
        raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id } } }) as Answered<Balance>,
    );
  }

  /**
   * What the account held right before a moment in the past, which is what a statement that ends there closes with; zeros
   * before it was opened. A date alone is its first moment, in UTC or in `time_zone`.
   */
  balanceAt(id: string, moment: PastMoment, options?: CallOptions): Call<PastBalance> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id }, query: moment } });
    });
  }

  /** Up to 100 accounts in one consistent snapshot, in the order of the ids: a transfer is on both sides or on neither. */
  balances(ids: string[], moment?: PastMoment, options?: CallOptions): Call<{ data: PastBalance[] }> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/balances', { ...via, params: { query: { account_id: ids, ...moment } } });
    });
  }

  /** The account's movements as it sees them, the newest first, each with the balance after it. */
  transactions(id: string, filters: LineFilters = {}, options?: CallOptions): List<AccountLine> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts/{id}/transactions', {
        ...via,
        params: { path: { id }, query: { ...filters, ...cursor } },
      });
    });
  }

  /**
   * What moved money in a period, oldest first; of the current month if none is said. Await it for the head and the first
   * lines, walk through it for all.
   */
  statement(id: string, period: StatementPeriod = {}, options?: CallOptions): List<AccountLine, Statement> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts/{id}/statement', {
        ...via,
        params: { path: { id }, query: { ...period, ...cursor } },
      });
    });
  }

  /** The whole statement as CSV (RFC 4180), safe to open in a spreadsheet. */
  statementCsv(id: string, period: StatementPeriod = {}, options?: CallOptions): Call<string> {
    return this.#statementAs('text/csv', id, period, options);
  }

  /** The whole statement as a page to print. */
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

  /** What all customers hold and what the outside world has, by currency; always 0 together. */
  trialBalance(options?: CallOptions): Call<TrialBalance> {
    return this.#connection.call(options, (raw, via) => raw.GET('/trial-balance', via));
  }
}
