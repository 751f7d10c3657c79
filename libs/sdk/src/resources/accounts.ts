import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import { queryOf } from '../query-text.ts';
import type { Account, AccountFilters, Balance, CreateAccount, UpdateAccount } from '../schemas.ts';
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

  /** Changes what is said and nothing else. Saying what is the case already changes nothing, so repeating it is safe. */
  update(id: string, changes: UpdateAccount, options?: CallOptions): Call<Account> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/accounts/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /** No money moves on a frozen account, in or out, until it is unfrozen. */
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
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/accounts/{id}/balance', { ...via, params: { path: { id } } });
    });
  }
}
