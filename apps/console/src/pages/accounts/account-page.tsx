import { Money, type Account } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { PageLoading } from '../../layout/page-states.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Id } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { AccountAlerts } from './account-alerts.tsx';
import { AccountActions } from './account-actions.tsx';
import { AccountLines } from './account-lines.tsx';
import { BalancePanel } from './balance-panel.tsx';
import { Holds } from './holds.tsx';
import { Limits } from './limits.tsx';
import { Preferences } from './preferences.tsx';

export function AccountPage() {
  const t = useMessages();
  const may = useMay();
  const { id } = useParams({ from: '/shell/accounts/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['account', id],
    queryFn: async ({ signal }) => florin.accounts.get(id, { signal }),
    refetchInterval: 5_000,
  });
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  return (
    <Page
      title={data.name ?? data.external_id ?? t('accounts.account')}
      lead={
        <>
          <StatusBadge status={data.status} /> <Id value={data.id} />
        </>
      }
      actions={<AccountActions account={data} />}
    >
      <Figures account={data} />
      {may('transactions:read') && <BalancePanel key={id} account={data} />}
      <div className="columns columns-wide">
        {may('transactions:read') && (
          <Panel title={t('account.lines')} className="panel-flush">
            <AccountLines account={data} />
          </Panel>
        )}
        <div className="stack">
          {may('transactions:read') && <Holds account={data} />}
          <Limits account={data} />
          {may('fraud:read') && <AccountAlerts accountId={id} />}
          {may('notifications:read') && <Preferences key={id} account={data} />}
          <Panel title={t('account.details')}>
            <AccountFacts account={data} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function Figures({ account }: { account: Account }) {
  const t = useMessages();
  const { balance, held, currency, overdraft_limit } = account;
  return (
    <div className="figures">
      <Figure label={t('accounts.balance')} value={balance} currency={currency} isMain />
      <Figure label={t('accounts.available')} value={Money.exact(account, 'available')} currency={currency} />
      <Figure label={t('accounts.held')} value={held} currency={currency} />
      <Figure label={t('account.overdraft')} value={overdraft_limit} currency={currency} />
    </div>
  );
}

type FigureProps = { label: string; value: number | bigint; currency: string; isMain?: boolean };

function Figure({ label, value, currency, isMain = false }: FigureProps) {
  return (
    <div className={`figure ${isMain ? 'is-main' : ''}`}>
      <span className="muted">{label}</span>
      <strong>
        <Amount value={value} currency={currency} />
      </strong>
    </div>
  );
}

function AccountFacts({ account }: { account: Account }) {
  const t = useMessages();
  const navigate = useNavigate();
  const { external_id, currency, metadata, created_at, updated_at, version } = account;
  return (
    <>
      <Facts
        facts={[
          [t('accounts.externalId'), external_id],
          [t('accounts.currency'), currency],
          [t('accounts.created'), <Moment key="created" at={created_at} />],
          [t('account.changed'), <Moment key="updated" at={updated_at} />],
          [t('account.version'), version],
          ...Object.entries(metadata).map(([key, value]): [string, string] => [key, String(value)]),
        ]}
      />
      <button
        type="button"
        className="text-link no-print"
        onClick={() => void navigate({ to: '/transactions', search: { account: account.id } })}
      >
        {t('account.allTransactions')}
      </button>
    </>
  );
}
