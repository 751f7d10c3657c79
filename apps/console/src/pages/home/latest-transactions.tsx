import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DataTable } from '../../lists/data-table.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/page.tsx';
import { transactionColumns } from '../transactions/transaction-columns.tsx';

/**
 * The newest page is read again every three seconds. The API pushes nothing to browsers, and a page by its index costs less
 * than a connection that every tab keeps open. TanStack Query stops while the tab is hidden.
 */
const everyMs = 3_000;

export function LatestTransactions() {
  const t = useMessages();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['latest transactions'],
    queryFn: async ({ signal }) => florin.transactions.list({ limit: 10 }, { signal }),
    refetchInterval: everyMs,
  });
  const columns = useMemo(() => transactionColumns(t), [t]);
  return (
    <Panel
      title={t('home.latest')}
      className="panel-flush"
      actions={
        <span className="live small muted">
          <i /> {t('home.live')} ·{' '}
          <Link to="/transactions" search={{}}>
            {t('home.all')}
          </Link>
        </span>
      }
    >
      <DataTable
        label={t('home.latest')}
        columns={columns}
        items={data?.data ?? []}
        idOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/transactions/$id', params: { id } })}
        error={error}
        isLoading={isPending}
        retry={() => void refetch()}
        empty={
          <EmptyState title={t('transactions.empty')} command="npm run demo">
            {t('home.emptyLead')}
          </EmptyState>
        }
      />
    </Panel>
  );
}
