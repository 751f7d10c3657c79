import type { Database } from '@florin/database';
import type { Handlers } from '@florin/http';
import { cohortsHandler, failureReasonsHandler, topMoversHandler } from './ranking-handlers.ts';
import { balanceSeriesHandler, seriesHandler } from './series-handlers.ts';
import { summaryHandler } from './summary-handler.ts';

/** Every operation that the contract gives to analytics. */
export const analyticsHandlers = (database: Database): Handlers<'analytics'> => ({
  getAnalyticsSummary: summaryHandler(database),
  getAnalyticsSeries: seriesHandler(database),
  getAccountBalanceSeries: balanceSeriesHandler(database),
  getTopMovers: topMoversHandler(database),
  getFailureReasons: failureReasonsHandler(database),
  getCohorts: cohortsHandler(database),
});
