import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type {
  AccountBalanceSeries,
  AnalyticsPeriod,
  AnalyticsSeries,
  AnalyticsSummary,
  Cohorts,
  CohortsRange,
  FailureReasons,
  FailureReasonsRange,
  SeriesRange,
  SeriesRequest,
  TopMovers,
  TopMoversRange,
} from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/**
 * Figures for charts, a moment behind the ledger. Amounts are in minor units; sums beyond ±(2^53 − 1) are also text, in
 * `…_exact`.
 */
export class Analytics {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Returns the totals of all time and an hourly series, per currency and type.
   *
   * @throws {InvalidRequestError} The period is invalid.
   * @example
   * const { totals } = await florin.analytics.summary({ currency: 'USD' });
   */
  summary(period: AnalyticsPeriod = {}, options?: CallOptions): Call<AnalyticsSummary> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/summary', { ...via, params: { query: period } });
    });
  }

  /**
   * Returns one figure over time: a point for every hour or day, zeros included.
   *
   * @throws {InvalidRequestError} The period is invalid, or has too many points.
   * @example
   * const { series } = await florin.analytics.series({ metric: 'volume', interval: 'day' });
   */
  series(request: SeriesRequest, options?: CallOptions): Call<AnalyticsSeries> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/series', { ...via, params: { query: request } });
    });
  }

  /**
   * Returns the balance of an account at the end of every hour or day.
   *
   * @throws {NotFoundError} Analytics knows no such account (yet).
   * @throws {InvalidRequestError} The period is invalid, or has too many points.
   * @example
   * const { points } = await florin.analytics.balanceSeries('acct_…', { interval: 'day' });
   */
  balanceSeries(id: string, range: SeriesRange = {}, options?: CallOptions): Call<AccountBalanceSeries> {
    return this.#connection.call(options, (raw, via) => {
      const params = { path: { id }, query: range };
      return raw.GET('/analytics/accounts/{id}/balance-series', { ...via, params });
    });
  }

  /**
   * Returns the accounts that received and paid most.
   *
   * @throws {InvalidRequestError} The period is invalid.
   * @example
   * const { data } = await florin.analytics.topMovers({ currency: 'USD', by: 'paid' });
   */
  topMovers(range: TopMoversRange = {}, options?: CallOptions): Call<TopMovers> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/top-movers', { ...via, params: { query: range } });
    });
  }

  /**
   * Returns the reasons why transactions failed, and how often each occurred.
   *
   * @throws {InvalidRequestError} The period is invalid.
   * @example
   * const { data } = await florin.analytics.failureReasons();
   */
  failureReasons(range: FailureReasonsRange = {}, options?: CallOptions): Call<FailureReasons> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/failure-reasons', { ...via, params: { query: range } });
    });
  }

  /**
   * Returns, for the accounts opened in each month (UTC), how many were active in that month and in each later one.
   *
   * @throws {InvalidRequestError} The range is invalid.
   * @example
   * const { data } = await florin.analytics.cohorts();
   */
  cohorts(range: CohortsRange = {}, options?: CallOptions): Call<Cohorts> {
    return this.#connection.call(options, (raw, via) => {
      return raw.GET('/analytics/cohorts', { ...via, params: { query: range } });
    });
  }
}
