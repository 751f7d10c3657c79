export type Panel = {
  title: string;
  /** What an operator reads from it. */
  about: string;
  /** Grafana's name of the unit. */
  unit: string;
  /** PromQL and the legend of its series. */
  queries: [expr: string, legend: string][];
};

export type Board = { uid: string; title: string; panels: Panel[] };

/** What a counter grows by in a second. */
export const perSecond = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;
export const quantile = (q: number, metric: string, by = '') =>
  `histogram_quantile(${q}, sum by (${by === '' ? '' : `${by}, `}le) (rate(${metric}_bucket[$__rate_interval])))`;
export const quantiles = (metric: string): Panel['queries'] => [
  [quantile(0.5, metric), 'p50'],
  [quantile(0.99, metric), 'p99'],
];
export const each = (metric: string, by: string): Panel['queries'] => [[perSecond(metric, by), `{{${by}}}`]];
export const most = (metric: string, by: string): Panel['queries'] => [
  [`max by (${by}) (${metric})`, `{{${by}}}`],
];
