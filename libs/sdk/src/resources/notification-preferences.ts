import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { NotificationPreferences as Preferences, ReplaceNotificationPreferences } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** How the holders of accounts want to be told. A new account is known here a moment after it was opened. */
export class NotificationPreferences {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get(accountId: string, options?: CallOptions): Call<Preferences> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}/notification-preferences', { ...via, params: { path: { id: accountId } } }),
    );
  }

  /** What is left out is as by default: everything, in English, not by mail. Amounts are in minor units. */
  replace(
    accountId: string,
    preferences: ReplaceNotificationPreferences,
    options?: CallOptions,
  ): Call<Preferences> {
    return this.#connection.call(options, (raw, via) =>
      raw.PUT('/accounts/{id}/notification-preferences', {
        ...via,
        params: { path: { id: accountId } },
        body: preferences,
      }),
    );
  }
}
