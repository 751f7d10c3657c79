import type { Database } from '@florin/database';
import { validationFailed, type components, type Handler } from '@florin/http';
import { readHours, readTotals, type Total } from './read-summary.ts';
import { seriesSpan } from './series-span.ts';

type TransactionType = components['schemas']['TransactionType'];

/** GET /analytics/summary: totals since the first transaction, and a series of hours. */
export function summaryHandler(database: Database): Handler<'getAnalyticsSummary'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const span = seriesSpan(query, asOf);
    if (typeof span === 'string') throw validationFailed([{ in: 'query', pointer: '/from', message: span }]);
    const { currency } = query;
    const [totals, hours] = await Promise.all([
      database.read((em) => readTotals(em, { tenantId, currency })),
      database.read((em) => readHours(em, { tenantId, currency, ...span })),
    ]);
    return {
      body: {
        totals: totals.map(exact),
        hours: hours.map(exact),
        from: span.from.toISOString(),
        to: span.to.toISOString(),
        as_of: asOf.toISOString(),
      },
    };
  };
}

/**
 * Sums may pass 2^53, where a double is no longer exact. A bigint goes into the answer digit by digit; the
 * contract's types call every integer a number.
 */
function exact<T extends Total>(total: T) {
  const { count, volume, failed } = total as unknown as Record<'count' | 'volume' | 'failed', number>;
  return { ...total, type: total.type as TransactionType, count, volume, failed };
}
