import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { Segments } from '../../ui/segments.tsx';
import { Page } from '../../ui/page.tsx';
import { analyticsSearchOf, periods } from './analytics-search.ts';
import { CohortsPanel } from './cohorts-panel.tsx';
import { MoversPanel } from './movers-panel.tsx';
import { SeriesPanel } from './series-panel.tsx';

const dayMs = 86_400_000;

/** Figures over time, the accounts that moved most, and how many new accounts stay. Each can be downloaded as CSV. */
export function AnalyticsPage() {
  const t = useMessages();
  const { metric = 'volume', currency, days = 30, by = 'volume' } = useSearch({ from: '/shell/analytics' });
  const navigate = useNavigate({ from: '/analytics' });
  const change = (changes: Record<string, unknown>) =>
    void navigate({ search: (now) => analyticsSearchOf({ ...now, ...changes }), replace: true });
  const [nowMs] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const from = new Date(nowMs - days * dayMs).toISOString();
  const request = { metric, interval: 'day', from } as const;
  const series = useQuery({
    queryKey: ['series', request],
    queryFn: async ({ signal }) => florin.analytics.series(request, { signal }),
  });
  const currencies = series.data?.series.map((each) => each.currency) ?? [];
  // The ranking is of one currency too: the one that is drawn.
  const shown = currencies.find((each) => each === currency) ?? currencies[0];
  return (
    <Page
      title={t('analytics.title')}
      lead={t('analytics.lead')}
      actions={
        <Segments
          label={t('account.period')}
          values={periods}
          chosen={days}
          textOf={(each) => t('account.days', { days: each })}
          onChoose={(each) => change({ days: each })}
        />
      }
    >
      <SeriesPanel request={request} series={series} currency={shown} onChange={change} />
      <div className="columns">
        <MoversPanel by={by} currency={shown} from={from} onChange={change} />
        <CohortsPanel />
      </div>
    </Page>
  );
}
