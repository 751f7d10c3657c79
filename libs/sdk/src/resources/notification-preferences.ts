import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { NotificationPreferences as Preferences, ReplaceNotificationPreferences } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/**
 * How account holders want to be notified. For a new account, calls throw NotFoundError for a moment after its opening.
 */
export class NotificationPreferences {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Returns the preferences of an account. Throws NotFoundError when the tenant has no such account. */
  get(accountId: string, options?: CallOptions): Call<Preferences> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}/notification-preferences', { ...via, params: { path: { id: accountId } } }),
    );
  }

  /**
   * Replaces all preferences. A field that you omit gets its default: all kinds, in English, no mail. Amounts are in
   * minor units.
   */
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
