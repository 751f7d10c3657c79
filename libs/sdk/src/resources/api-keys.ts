import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { ApiKey, ApiKeyWithSecret, CreateApiKey, RevokedApiKey } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** The API keys of your tenant. */
export class ApiKeys {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a key. Store the `secret` of the answer: it is the key itself, and the bank does not show it again. In the
   * answer to a repeated request `secret` is null; if the first answer was lost, rotate the key for a new secret. The new
   * key ends with your own one at the latest.
   *
   * @throws {InvalidRequestError} A field is invalid.
   * @throws {PermissionError} Your own key lacks one of the scopes.
   * @example
   * const { id, secret } = await florin.apiKeys.create({ name: 'till 7', scopes: ['transactions:write'] });
   */
  create(key: CreateApiKey, options?: CallOptions): Call<ApiKeyWithSecret> {
    return this.#connection.call(options, (raw, via) => raw.POST('/api-keys', { ...via, body: key }));
  }

  /**
   * Lists all keys, newest first, including those that have ended.
   *
   * @throws {PermissionError} The key lacks the scope.
   * @example
   * for await (const { name, status } of florin.apiKeys.list()) console.log(name, status);
   */
  list(options?: CallOptions): List<ApiKey> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/api-keys', { ...via, params: { query: cursor } }),
    );
  }

  /**
   * Returns the key that this client uses. The key needs no scope for that.
   *
   * @throws {AuthenticationError} The key is unknown, expired or revoked.
   * @example
   * const { scopes, expires_at } = await florin.apiKeys.current();
   */
  current(options?: CallOptions): Call<ApiKey> {
    return this.#connection.call(options, (raw, via) => raw.GET('/api-keys/current', { ...via }));
  }

  /**
   * Returns a key without its secret.
   *
   * @throws {NotFoundError} The tenant has no such key.
   * @example
   * const { last_used_at } = await florin.apiKeys.get('key_…');
   */
  get(id: string, options?: CallOptions): Call<ApiKey> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/api-keys/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Creates a key with the same name and scopes, and returns its `secret` once. The old key works for another
   * `overlap_seconds`, by default one day.
   *
   * @throws {PermissionError} Your own key lacks one of the scopes.
   * @throws {ConflictError} `state_conflict`: the old key has ended.
   * @throws {NotFoundError} The tenant has no such key.
   * @example
   * const { secret } = await florin.apiKeys.rotate('key_…', { overlap_seconds: 3_600 });
   */
  rotate(
    id: string,
    rotation: { overlap_seconds?: number; expires_at?: string; allowed_addresses?: string[] } = {},
    options?: CallOptions,
  ): Call<ApiKeyWithSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/api-keys/{id}/rotate', { ...via, params: { path: { id } }, body: rotation }),
    );
  }

  /**
   * Ends a key finally: all servers refuse it within 3 seconds. The key of this client and the last key can be revoked
   * too. `cascade` ends the keys that it made as well, and those that they made; without it, `children` of the answer
   * lists the keys that it made and that go on working.
   *
   * @throws {PermissionError} Your own key lacks a scope of the other one.
   * @throws {NotFoundError} The tenant has no such key.
   * @example
   * const { children } = await florin.apiKeys.revoke('key_…', { cascade: true });
   */
  revoke(id: string, { cascade, ...options }: CallOptions & { cascade?: boolean } = {}): Call<RevokedApiKey> {
    const body = cascade === undefined ? {} : { body: { cascade } };
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/api-keys/{id}/revoke', { ...via, params: { path: { id } }, ...body }),
    );
  }
}
