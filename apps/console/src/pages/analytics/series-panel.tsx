import type { AnalyticsSeries } from '@florin/sdk';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/page.tsx';
import { metrics, type Metric } from './analytics-search.ts';
import { CsvButton } from './csv-button.tsx';

const SeriesChart = lazy(() =>
  import('./series-chart.tsx').then(({ SeriesChart }) => ({ default: SeriesChart })),
);

type SeriesProps = {
  request: { metric: Metric; interval: 'day'; from: string };
  series: UseQueryResult<AnalyticsSeries>;
  currency: string | undefined;
  onChange: (changes: Record<string, unknown>) => void;
};

/** One figure by the day, in one currency. */
export function SeriesPanel({ request, series, currency, onChange }: SeriesProps) {
  const t = useMessages();
  const { metric } = request;
  const { data, error, refetch } = series;
  const currencies = data?.series.map((each) => each.currency) ?? [];
  const shown = data?.series.find((each) => each.currency === currency);
  return (
    <Panel
      title={t(`metric.${metric}`)}
      actions={
        <div className="page-actions">
          <Select
            aria-label={t('analytics.metric')}
            value={metric}
            onChange={(event) => onChange({ metric: event.target.value })}
            options={metrics.map((value) => ({ value, label: t(`metric.${value}`) }))}
          />
          <Select
            aria-label={t('accounts.currency')}
            value={shown?.currency ?? ''}
            onChange={(event) => onChange({ currency: event.target.value })}
            options={currencies.map((value) => ({ value, label: value }))}
          />
          <CsvButton
            name={`${metric}.csv`}
            label={t('analytics.csvOf', { what: t(`metric.${metric}`) })}
            load={(csv) => florin.raw.GET('/analytics/series', { ...csv, params: { query: request } })}
          />
        </div>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && !shown && <p className="muted">{t('analytics.nothing')}</p>}
      {shown && (
        <div className="chart">
          <Suspense fallback={null}>
            <SeriesChart metric={metric} currency={shown.currency} points={shown.points} />
          </Suspense>
        </div>
      )}
    </Panel>
  );
}
