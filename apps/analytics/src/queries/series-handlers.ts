import type { TenantReads } from '@florin/database';
import { Problem, validationFailed, type CsvTable, type Handler } from '@florin/http';
import { exact } from '@florin/rules';
import { metrics, type Metric, type Series } from './metrics.ts';
import { readAccountBalances } from './read-account-balances.ts';
import { spanOf, spanText } from './span.ts';

/** GET /analytics/series: returns one metric over time, for each currency. */
export function seriesHandler(reads: TenantReads): Handler<'getAnalyticsSeries'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const { metric, interval, currency, type } = query;
    const { read, byType, daysOnly }: Metric = metrics[metric];
    if (type !== undefined && !byType) throw wrong('/type', `does not apply to ${metric}`);
    if (interval === 'hour' && daysOnly) throw wrong('/interval', `must be day: ${metric} is counted by day`);
    const span = spanOf(interval, query, asOf);
    const series = await reads.of(tenantId).read((unit) => read(unit, { tenantId, span, currency, type }));
    const points = series.map((each) => ({
      currency: each.currency,
      points: each.points.map(({ at, value }) => ({ time: timeOf(at), ...exact('value', value) })),
    }));
    const body = { metric, interval, ...spanText(span), as_of: asOf.toISOString(), series: points };
    return { body, csv: seriesTable(series) };
  };
}

/** GET /analytics/accounts/{id}/balance-series: returns an account's balance at the end of each bucket. */
export function balanceSeriesHandler(reads: TenantReads): Handler<'getAccountBalanceSeries'> {
  return async ({ principal: { tenantId }, params, query }) => {
    const asOf = new Date();
    const span = spanOf(query.interval, query, asOf);
    const account = await reads
      .of(tenantId)
      .read((unit) => readAccountBalances(unit, tenantId, params.id, span));
    if (!account) throw new Problem('not_found', { detail: 'There is no such account, or not yet here.' });
    const { currency } = account;
    const points = account.points.map(({ at, value }) => ({ time: timeOf(at), value: Number(value) }));
    const what = { account_id: params.id, currency, interval: query.interval };
    const body = { ...what, ...spanText(span), as_of: asOf.toISOString(), points };
    const rows = account.points.map(({ at, value }) => [timeOf(at), value]);
    return { body, csv: { columns: ['time', 'value'], rows } };
  };
}

/** One row for each point, so that a spreadsheet can pivot it. */
const seriesTable = (series: readonly Series[]): CsvTable => ({
  columns: ['currency', 'time', 'value'],
  rows: series.flatMap(({ currency, points }) =>
    points.map(({ at, value }) => [currency, timeOf(at), value]),
  ),
});

const wrong = (pointer: string, message: string) => validationFailed([{ in: 'query', pointer, message }]);
const timeOf = (at: number): string => new Date(at).toISOString();
