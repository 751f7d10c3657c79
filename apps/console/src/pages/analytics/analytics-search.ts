import type { SeriesRequest, TopMoversRange } from '@florin/sdk';

export const metrics = [
  ...(['volume', 'count', 'failed', 'average_ticket', 'net', 'balance'] as const),
  ...(['active_accounts', 'opened_accounts', 'closed_accounts'] as const),
] satisfies SeriesRequest['metric'][];
export const rankings = [
  ...(['volume', 'received', 'paid', 'count'] as const),
] satisfies TopMoversRange['by'][];
export const periods = [7, 30, 90, 365] as const;

export type Metric = (typeof metrics)[number];

/** What the page shows, as it stands in the URL. */
export type AnalyticsSearch = {
  metric?: Metric;
  currency?: string;
  days?: (typeof periods)[number];
  by?: (typeof rankings)[number];
};

export function analyticsSearchOf(search: Record<string, unknown>): AnalyticsSearch {
  const metric = metrics.find((each) => each === search['metric']);
  const days = periods.find((each) => each === Number(search['days']));
  const by = rankings.find((each) => each === search['by']);
  const { currency } = search;
  return {
    ...(metric ? { metric } : {}),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
    ...(days ? { days } : {}),
    ...(by ? { by } : {}),
  };
}

/** Whether the values of a metric are money, in minor units. The others are numbers. */
export const isMoney = (metric: Metric): boolean =>
  ['volume', 'average_ticket', 'net', 'balance'].includes(metric);

/** The share of a cohort that was active, from 0 to 1; 0 for a month in which no account was opened. */
export const shareOf = (active: number, accounts: number): number => (accounts === 0 ? 0 : active / accounts);
