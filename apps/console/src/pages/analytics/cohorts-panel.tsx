import type { Cohorts } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { shareOf } from './analytics-search.ts';
import { CsvButton } from './csv-button.tsx';

const months = 6;

/** Of the accounts opened in a month, how many moved money in that month and in each later one. */
export function CohortsPanel() {
  const t = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ['cohorts'],
    queryFn: async ({ signal }) => florin.analytics.cohorts({ months }, { signal }),
  });
  return (
    <Panel
      title={t('analytics.cohorts')}
      actions={
        <CsvButton
          name="cohorts.csv"
          label={t('analytics.csvOf', { what: t('analytics.cohorts') })}
          load={(csv) => florin.raw.GET('/analytics/cohorts', { ...csv, params: { query: { months } } })}
        />
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <CohortTable cohorts={data.data} />}
      <p className="muted small">{t('analytics.cohortsLead')}</p>
    </Panel>
  );
}

function CohortTable({ cohorts }: { cohorts: Cohorts['data'] }) {
  const t = useMessages();
  const { number, share } = useFormats();
  const ages = cohorts.map((_, index) => index);
  return (
    <div className="cohorts" role="region" aria-label={t('analytics.cohorts')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('account.month')}</th>
            <th scope="col">{t('accounts.title')}</th>
            {ages.map((age) => (
              <th key={age} scope="col">
                +{age}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ month, accounts, active }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td>{number(accounts)}</td>
              {ages.map((age) => (
                <Cell key={age} active={active[age]} accounts={accounts} text={share} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = { active: number | undefined; accounts: number; text: (share: number) => string };

/** The deeper the colour, the more of them are active. */
function Cell({ active, accounts, text }: CellProps) {
  if (active === undefined || accounts === 0) return <td />;
  const share = shareOf(active, accounts);
  const depth: CSSProperties & Record<'--share', string> = { '--share': `${Math.round(share * 55)}%` };
  return (
    <td className="cohort-cell" style={depth}>
      {text(share)}
    </td>
  );
}
