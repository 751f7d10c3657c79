import { Money, type TopMovers } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/page.tsx';
import { AccountLink } from '../transactions/transaction-columns.tsx';
import { rankings } from './analytics-search.ts';
import { CsvButton } from './csv-button.tsx';

type MoversProps = {
  by: (typeof rankings)[number];
  currency: string | undefined;
  from: string;
  onChange: (changes: Record<string, unknown>) => void;
};

type Mover = TopMovers['data'][number];

/** The accounts that received and paid most. */
export function MoversPanel({ by, currency, from, onChange }: MoversProps) {
  const t = useMessages();
  const request = { by, from, ...(currency ? { currency } : {}) };
  const { data, error, refetch } = useQuery({
    queryKey: ['top movers', request],
    enabled: currency !== undefined,
    queryFn: async ({ signal }) => florin.analytics.topMovers(request, { signal }),
  });
  const most = data?.data[0] ? figureOf(data.data[0], by) : 1;
  return (
    <Panel
      title={t('analytics.movers')}
      actions={
        <div className="page-actions">
          <Select
            aria-label={t('analytics.by')}
            value={by}
            onChange={(event) => onChange({ by: event.target.value })}
            options={rankings.map((value) => ({ value, label: t(`ranking.${value}`) }))}
          />
          <CsvButton
            name="top-movers.csv"
            label={t('analytics.csvOf', { what: t('analytics.movers') })}
            load={(csv) => florin.raw.GET('/analytics/top-movers', { ...csv, params: { query: request } })}
          />
        </div>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data?.data.length === 0 && <p className="muted">{t('analytics.nothing')}</p>}
      <ol className="plain-list">
        {data?.data.map((mover) => (
          <MoverLine
            key={mover.account_id}
            mover={mover}
            share={figureOf(mover, by) / most}
            currency={data.currency}
          />
        ))}
      </ol>
    </Panel>
  );
}

/** What ranks an account, for the length of its bar. */
const figureOf = (mover: Mover, by: MoversProps['by']): number =>
  by === 'volume' ? mover.received + mover.paid : mover[by];

function MoverLine({ mover, share, currency }: { mover: Mover; share: number; currency: string }) {
  const t = useMessages();
  const { number } = useFormats();
  return (
    <li className="bar-line">
      <AccountLink id={mover.account_id} />
      <span className="mover-figures">
        <Amount value={Money.exact(mover, 'received')} currency={currency} isChange />
        <Amount value={-Money.exact(mover, 'paid')} currency={currency} isChange />
        <span className="muted small">{t('analytics.times', { count: number(mover.count) })}</span>
      </span>
      <meter min={0} max={1} value={share} aria-label={mover.account_id} />
    </li>
  );
}
