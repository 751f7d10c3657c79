import type { TenantReads } from '@florin/database';
import type { Handler } from '@florin/http';
import { exact } from '@florin/rules';
import { readHours, readTotals, type Total } from './read-summary.ts';
import { spanOf, spanText } from './span.ts';

/** GET /analytics/summary: returns totals since the first transaction, and a series of hours. */
export function summaryHandler(reads: TenantReads): Handler<'getAnalyticsSummary'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const span = spanOf('hour', query, asOf);
    const { currency } = query;
    const [totals, hours] = await Promise.all([
      reads.of(tenantId).read((unit) => readTotals(unit, { tenantId, currency })),
      reads.of(tenantId).read((unit) => readHours(unit, { tenantId, currency, ...span })),
    ]);
    return {
      body: {
        totals: totals.map(toAnswer),
        hours: hours.map(toAnswer),
        ...spanText(span),
        as_of: asOf.toISOString(),
      },
    };
  };
}

function toAnswer<T extends Total>({ volume, count, failed, ...key }: T) {
  return { ...key, count: Number(count), failed: Number(failed), ...exact('volume', volume) };
}
