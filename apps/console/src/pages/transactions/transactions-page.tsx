import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { afterCursor } from '../../lists/after-cursor.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { apiUrl, florin, useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { FilterBar } from './filter-bar.tsx';
import { transactionColumns } from './transaction-columns.tsx';
import { apiFiltersOf, transactionFiltersOf, type TransactionSearch } from './transaction-filters.ts';

export function TransactionsPage() {
  const t = useMessages();
  const may = useMay();
  const { timeZone } = useFormats();
  const search = useSearch({ from: '/shell/transactions' });
  const navigate = useNavigate({ from: '/transactions' });
  const pages = usePages(['transactions', search, timeZone], (cursor, signal) =>
    florin.transactions.list(afterCursor(apiFiltersOf(search, timeZone), cursor), { signal }),
  );
  const columns = useMemo(() => transactionColumns(t), [t]);
  const change = (changes: Record<string, unknown>) =>
    void navigate({ search: (now) => transactionFiltersOf({ ...now, ...changes }), replace: true });
  return (
    <Page title={t('transactions.title')} lead={t('transactions.lead')}>
      <FilterBar search={search} onChange={change} onReplace={(next) => void navigate({ search: next })} />
      <DataTable
        {...pages}
        label={t('transactions.title')}
        columns={columns}
        idOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/transactions/$id', params: { id } })}
        actionsOf={({ account_id: id }) =>
          may('accounts:read')
            ? [
                {
                  label: t('keys.itsAccount'),
                  key: 'a',
                  run: () => void navigate({ to: '/accounts/$id', params: { id } }),
                },
              ]
            : []
        }
        empty={<NoTransactions search={search} />}
      />
    </Page>
  );
}

function NoTransactions({ search }: { search: TransactionSearch }) {
  const t = useMessages();
  if (Object.keys(search).length > 0)
    return <EmptyState title={t('transactions.none')}>{t('transactions.noneFound')}</EmptyState>;
  return (
    <EmptyState
      title={t('transactions.empty')}
      command={`curl -X POST ${apiUrl}/transactions/credit \\\n  -H 'Authorization: Bearer flk_…' \\\n  -H "Idempotency-Key: $(uuidgen)" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"account_id":"acct_…","amount":10000}'`}
    >
      {t('transactions.emptyLead')}
    </EmptyState>
  );
}
