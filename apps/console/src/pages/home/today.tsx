import { Money, type AnalyticsSeries } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { changeOf, compareDays, hoursOf, seriesFrom, type Comparison } from './day-comparison.ts';
import { Figure } from './figure.tsx';

const HoursChart = lazy(() =>
  import('./hours-chart.tsx').then(({ HoursChart }) => ({ default: HoursChart })),
);

type Day = { startMs: number; nowMs: number };

const everyMs = 10_000;

/** Eight days by the hour: enough for yesterday and the same day of last week. */
function useSeries(metric: 'count' | 'failed' | 'volume', startMs: number) {
  return useQuery({
    queryKey: ['series', metric, startMs],
    queryFn: async ({ signal }) =>
      florin.analytics.series({ metric, interval: 'hour', from: seriesFrom(startMs) }, { signal }),
    refetchInterval: everyMs,
  });
}

/** The points of all currencies added up. */
function pointsOf({ series }: AnalyticsSeries) {
  const sums = new Map<string, number>();
  for (const { points } of series)
    for (const { time, value } of points) sums.set(time, (sums.get(time) ?? 0) + value);
  return [...sums].map(([time, value]) => ({ time, value }));
}

export function TodayFigures({ startMs, nowMs }: Day) {
  const t = useMessages();
  const { number } = useFormats();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const figures = [
    { metric: 'count', label: t('home.completed'), search: { from: day } },
    { metric: 'failed', label: t('home.refused'), search: { from: day, status: 'failed' } },
  ] as const;
  const series = { count: useSeries('count', startMs), failed: useSeries('failed', startMs) };
  return figures.map(({ metric, label, search }) => {
    const { data, error } = series[metric];
    const compared = data && compareDays(pointsOf(data), startMs, nowMs);
    return (
      <Figure key={metric} label={label} error={error} note={compared && <Changes compared={compared} />}>
        {compared && (
          <Link to="/transactions" search={search}>
            {number(compared.today)}
          </Link>
        )}
      </Figure>
    );
  });
}

/** More or less than at the same time yesterday and a week ago. */
function Changes({ compared: { today, yesterday, lastWeek } }: { compared: Comparison }) {
  const t = useMessages();
  const { change } = useFormats();
  const text = (then: number) => {
    const share = changeOf(today, then);
    return share === undefined ? '–' : change(share);
  };
  if (yesterday === 0 && lastWeek === 0) return t('home.nothingBefore');
  return (
    <>
      {t('home.yesterday')} {text(yesterday)} · {t('home.lastWeek')} {text(lastWeek)}
    </>
  );
}

export function HoursPanel({ startMs, nowMs }: Day) {
  const t = useMessages();
  const { data, error, refetch } = useSeries('count', startMs);
  return (
    <Panel
      title={t('home.hours')}
      actions={
        <span className="legend small muted">
          <i className="legend-today" /> {t('home.today')} <i className="legend-yesterday" />{' '}
          {t('home.yesterday')}
        </span>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!error && (
        <div className="chart">
          <Suspense fallback={null}>
            {data && <HoursChart hours={hoursOf(pointsOf(data), startMs, nowMs)} />}
          </Suspense>
        </div>
      )}
    </Panel>
  );
}

export function VolumePanel({ startMs, nowMs }: Day) {
  const t = useMessages();
  const { data, error } = useSeries('volume', startMs);
  const rows = (data?.series ?? []).map(({ currency, points }) => ({
    currency,
    compared: compareDays(points, startMs, nowMs),
    // Beyond 2^53 a number is rounded; the exact sum is of whole hours.
    today: points
      .filter(({ time }) => Date.parse(time) >= startMs)
      .reduce((sum, point) => sum + Money.exact(point, 'value'), 0n),
  }));
  return (
    <Panel title={t('home.volume')}>
      {error && <ErrorNote error={error} />}
      {data && rows.length === 0 && <p className="muted">{t('home.noVolume')}</p>}
      <ul className="plain-list">
        {rows.map(({ currency, compared, today }) => (
          <li key={currency}>
            <div className="two-lines">
              <strong>{currency}</strong>
              <span className="muted small">
                <Changes compared={compared} />
              </span>
            </div>
            <Amount value={today} currency={currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
