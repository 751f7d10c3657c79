import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { Account, AccountFilters, Balance, CreateAccount } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

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

  /** The newest first. */
  list(filters: AccountFilters = {}, options?: CallOptions): List<Account> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/accounts', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }

  /** What the account holds right now, in minor units; every posting that was answered before is in it. */
  balance(id: string, options?: CallOptions): Call<Balance> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id } } });
    });
  }
}
