import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { Liveness, Readiness } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Whether the API is running and ready. By default these calls are not retried. */
export class Health {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Returns `status: live` when the API answers at all.
   *
   * @throws {ConnectionError} The API does not answer.
   * @example
   * const { status } = await florin.health.live();
   */
  live(options?: CallOptions): Call<Liveness> {
    return this.#connection.call({ maxRetries: 0, ...options }, (raw, via) => raw.GET('/health/live', via));
  }

  /**
   * Returns `status: not_ready`, not an error, while a dependency that the bank requires is unavailable. `checks` is
   * empty except on the metrics port.
   *
   * @throws {ConnectionError} The API does not answer.
   * @example
   * const { status } = await florin.health.ready();
   */
  ready(options?: CallOptions): Call<Readiness> {
    return this.#connection.call({ maxRetries: 0, ...options }, async (raw, via) => {
      const answer = await raw.GET('/health/ready', via);
      const notReady = answer.error !== undefined && 'checks' in answer.error ? answer.error : undefined;
      return { ...answer, data: answer.data ?? notReady };
    });
  }
}
