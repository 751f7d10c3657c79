import { Money, type Account } from '@florin/sdk';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useActions } from '../../actions/actions.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { SearchInput } from '../../lists/search-input.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { apiUrl, florin, useMay } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { useHashDialog } from '../../ui/use-hash-dialog.ts';
import { accountFiltersOf, type AccountSearch } from './account-filters.ts';
import { findAccounts } from './find-accounts.ts';
import { OpenAccountDialog } from './open-account-dialog.tsx';

export function AccountsPage() {
  const t = useMessages();
  const may = useMay();
  const search = useSearch({ from: '/shell/accounts' });
  const navigate = useNavigate({ from: '/accounts' });
  const mayOpen = may('accounts:write');
  const [isOpening, setOpening] = useHashDialog('open');
  const openAction = { label: t('accounts.open'), key: 'n', isKeyOnly: true, run: () => setOpening(true) };
  useActions(mayOpen ? [openAction] : []);
  const pages = usePages(['accounts', search], (cursor, signal) =>
    findAccounts(florin, search, cursor, signal),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  const change = (changes: Record<string, string>) =>
    void navigate({ search: (now) => accountFiltersOf({ ...now, ...changes }), replace: true });
  const openButton = mayOpen && (
    <Button kind="primary" icon={<Plus size={16} />} onClick={() => setOpening(true)}>
      {t('accounts.open')}
    </Button>
  );
  return (
    <Page title={t('accounts.title')} lead={t('accounts.lead')} actions={openButton}>
      <div className="toolbar">
        <SearchInput
          label={t('accounts.search')}
          value={search.q ?? ''}
          placeholder={t('accounts.searchHint')}
          onSearch={(q) => change({ q })}
        />
        <Select
          aria-label={t('accounts.status')}
          value={search.status ?? ''}
          onChange={(event) => change({ status: event.target.value })}
          options={[
            { value: '', label: t('accounts.anyStatus') },
            { value: 'open', label: t('status.open') },
            { value: 'frozen', label: t('status.frozen') },
            { value: 'closed', label: t('status.closed') },
          ]}
        />
      </div>
      <DataTable
        {...pages}
        label={t('accounts.title')}
        columns={columns}
        idOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/accounts/$id', params: { id } })}
        actionsOf={({ id }) =>
          may('transactions:read')
            ? [
                {
                  label: t('keys.itsTransactions'),
                  key: 't',
                  run: () => void navigate({ to: '/transactions', search: { account: id } }),
                },
              ]
            : []
        }
        empty={<NoAccounts search={search} />}
      />
      <OpenAccountDialog
        isOpen={isOpening && mayOpen}
        onClose={() => setOpening(false)}
        onOpened={(id) => void navigate({ to: '/accounts/$id', params: { id } })}
      />
    </Page>
  );
}

function NoAccounts({ search }: { search: AccountSearch }) {
  const t = useMessages();
  if (Object.keys(search).length > 0)
    return <EmptyState title={t('accounts.none')}>{t('accounts.noneFound')}</EmptyState>;
  return (
    <EmptyState
      title={t('accounts.empty')}
      command={`curl -X POST ${apiUrl}/accounts \\\n  -H 'Authorization: Bearer flk_…' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"name":"Ada Lovelace","currency":"EUR"}'`}
    >
      {t('accounts.emptyLead')}
    </EmptyState>
  );
}

function columnsOf(t: Translate): ColumnDef<Account>[] {
  return [
    { id: 'name', header: t('accounts.account'), cell: ({ row }) => <AccountName account={row.original} /> },
    {
      id: 'status',
      header: t('accounts.status'),
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
    },
    {
      id: 'held',
      header: t('accounts.held'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row: { original } }) => <Amount value={original.held} currency={original.currency} />,
    },
    {
      id: 'available',
      header: t('accounts.available'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row: { original } }) => (
        <Amount value={Money.exact(original, 'available')} currency={original.currency} />
      ),
    },
    {
      id: 'balance',
      header: t('accounts.balance'),
      meta: { isNumber: true },
      cell: ({ row: { original } }) => <Amount value={original.balance} currency={original.currency} />,
    },
    {
      id: 'created',
      header: t('accounts.created'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => <Moment at={row.original.created_at} />,
    },
  ];
}

function AccountName({ account }: { account: Account }) {
  const { id, name, external_id } = account;
  return (
    <div className="two-lines">
      <Link to="/accounts/$id" params={{ id }}>
        {name ?? external_id ?? id}
      </Link>
      <code>{name !== null && external_id !== null ? external_id : id}</code>
    </div>
  );
}
