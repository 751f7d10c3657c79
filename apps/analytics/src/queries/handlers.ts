import type { TenantReads } from '@florin/database';
import type { Handlers } from '@florin/http';
import { cohortsHandler, failureReasonsHandler, topMoversHandler } from './ranking-handlers.ts';
import { balanceSeriesHandler, seriesHandler } from './series-handlers.ts';
import { summaryHandler } from './summary-handler.ts';

/** Every operation that the contract gives to analytics. */
export const analyticsHandlers = (reads: TenantReads): Handlers<'analytics'> => ({
  getAnalyticsSummary: summaryHandler(reads),
  getAnalyticsSeries: seriesHandler(reads),
  getAccountBalanceSeries: balanceSeriesHandler(reads),
  getTopMovers: topMoversHandler(reads),
  getFailureReasons: failureReasonsHandler(reads),
  getCohorts: cohortsHandler(reads),
});
