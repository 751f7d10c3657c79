import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { ApiKey, ApiKeyWithSecret, CreateApiKey } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** The keys that act for your tenant. */
export class ApiKeys {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Keep the `secret` of the answer: it is the key itself, and not shown again. Null means that this request was answered
   * before and the answer lost on its way: rotate the key for a new secret. Throws PermissionError when your own key lacks
   * one of the scopes.
   */
  create(key: CreateApiKey, options?: CallOptions): Call<ApiKeyWithSecret> {
    return this.#connection.call(options, (raw, via) => raw.POST('/api-keys', { ...via, body: key }));
  }

  /** The newest first, also those that have ended. */
  list(options?: CallOptions): List<ApiKey> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/api-keys', { ...via, params: { query: cursor } }),
    );
  }

  /** The key that this client uses; every key may ask. */
  current(options?: CallOptions): Call<ApiKey> {
    return this.#connection.call(options, (raw, via) => raw.GET('/api-keys/current', { ...via }));
  }

  get(id: string, options?: CallOptions): Call<ApiKey> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/api-keys/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** A new key in place of this one, its `secret` shown this once; the old one works for `overlap_seconds` (one day). */
  rotate(
    id: string,
    rotation: { overlap_seconds?: number; expires_at?: string } = {},
    options?: CallOptions,
  ): Call<ApiKeyWithSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/api-keys/{id}/rotate', { ...via, params: { path: { id } }, body: rotation }),
    );
  }

  /** Ends a key for good, within 3 seconds everywhere; also the one that this client uses, and the last one. */
  revoke(id: string, options?: CallOptions): Call<ApiKey> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/api-keys/{id}/revoke', { ...via, params: { path: { id } } }),
    );
  }
}
