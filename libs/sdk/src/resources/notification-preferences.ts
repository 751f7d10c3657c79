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

  /**
   * Returns the preferences of an account.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @example
   * const { email, kinds } = await florin.notificationPreferences.get('acct_…');
   */
  get(accountId: string, options?: CallOptions): Call<Preferences> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/accounts/{id}/notification-preferences', { ...via, params: { path: { id: accountId } } }),
    );
  }

  /**
   * Replaces all preferences. A field that you omit gets its default: all kinds, in English, no mail. Amounts are in
   * minor units.
   *
   * @throws {NotFoundError} The tenant has no such account.
   * @throws {InvalidRequestError} A field is invalid.
   * @example
   * await florin.notificationPreferences.replace('acct_…', { email: 'ada@example.com', language: 'de' });
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
