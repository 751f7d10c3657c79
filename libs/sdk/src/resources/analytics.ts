import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { AnalyticsPeriod, AnalyticsSummary } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

export class Analytics {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Totals of all time and an hourly series, by currency and type; a moment behind the ledger. */
  summary(period: AnalyticsPeriod = {}, options?: CallOptions): Call<AnalyticsSummary> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/summary', { ...via, params: { query: period } });
    });
  }
}
