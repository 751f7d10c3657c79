import type { Account } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { useCallback, useMemo, useState } from 'react';
import { DataTable } from '../../lists/data-table.tsx';
import { SearchInput } from '../../lists/search-input.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { findAccounts } from '../accounts/find-accounts.ts';
import { AccountFlows } from './account-flows.tsx';
import { flowSearchOf, periods } from './flow-search.ts';

/** Where the money of an account comes from and goes to. Without an account, a list to choose one from. */
export function FlowsPage() {
  const t = useMessages();
  const { account: id, days = 30, part } = useSearch({ from: '/shell/flows' });
  const navigate = useNavigate({ from: '/flows' });
  const change = useCallback(
    (changes: Record<string, unknown>) =>
      void navigate({ search: (now) => flowSearchOf({ ...now, ...changes }), replace: true }),
    [navigate],
  );
  const choose = useCallback((key: string) => change({ part: key }), [change]);
  const { data, error, refetch } = useQuery({
    queryKey: ['account', id],
    enabled: id !== undefined,
    queryFn: async ({ signal }) => florin.accounts.get(id ?? '', { signal }),
  });
  if (id === undefined)
    return (
      <Page title={t('flows.title')} lead={t('flows.lead')}>
        <AccountChoice days={days} />
      </Page>
    );
  return (
    <Page
      title={t('flows.title')}
      lead={data && <ChosenAccount account={data} days={days} />}
      actions={
        <Segments
          label={t('account.period')}
          values={periods}
          chosen={days}
          textOf={(each) => t('account.days', { days: each })}
          onChoose={(each) => change({ days: each, part: undefined })}
        />
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <AccountFlows key={id} account={data} days={days} part={part} onChoose={choose} />}
    </Page>
  );
}

type Days = { days: (typeof periods)[number] };

function ChosenAccount({ account: { id, name, external_id }, days }: Days & { account: Account }) {
  const t = useMessages();
  return (
    <>
      <Link to="/accounts/$id" params={{ id }}>
        {name ?? external_id ?? id}
      </Link>{' '}
      ·{' '}
      <Link to="/flows" search={{ days }}>
        {t('flows.other')}
      </Link>
    </>
  );
}

function AccountChoice({ days }: Days) {
  const t = useMessages();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const pages = usePages(['accounts', { q }], (cursor, signal) =>
    findAccounts(florin, { q }, cursor, signal),
  );
  const columns = useMemo(() => columnsOf(t, days), [t, days]);
  return (
    <>
      <div className="toolbar">
        <SearchInput
          label={t('accounts.search')}
          value={q}
          placeholder={t('accounts.searchHint')}
          onSearch={setQ}
        />
      </div>
      <DataTable
        {...pages}
        label={t('accounts.title')}
        columns={columns}
        idOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/flows', search: { account: id, days } })}
        empty={<EmptyState title={t('accounts.none')}>{t('accounts.noneFound')}</EmptyState>}
      />
    </>
  );
}

function columnsOf(t: Translate, days: Days['days']): ColumnDef<Account>[] {
  return [
    {
      id: 'name',
      header: t('accounts.account'),
      cell: ({ row: { original } }) => (
        <Link to="/flows" search={{ account: original.id, days }}>
          {original.name ?? original.external_id ?? original.id}
        </Link>
      ),
    },
    {
      id: 'balance',
      header: t('accounts.balance'),
      meta: { isNumber: true },
      cell: ({ row: { original } }) => <Amount value={original.balance} currency={original.currency} />,
    },
  ];
}
