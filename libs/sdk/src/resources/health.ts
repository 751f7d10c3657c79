import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { Liveness, Readiness } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Whether the API is there and can work. Asked once each: a "no" is an answer here, not a reason to retry. */
export class Health {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  live(options?: CallOptions): Call<Liveness> {
    return this.#connection.call({ maxRetries: 0, ...options }, (raw, via) => raw.GET('/health/live', via));
  }

  /** `status` is `not_ready` while something that the bank requires is away; `checks` names it on the metrics port alone. */
  ready(options?: CallOptions): Call<Readiness> {
    return this.#connection.call({ maxRetries: 0, ...options }, async (raw, via) => {
      const answer = await raw.GET('/health/ready', via);
      const notReady = answer.error !== undefined && 'checks' in answer.error ? answer.error : undefined;
      return { ...answer, data: answer.data ?? notReady };
    });
  }
}
