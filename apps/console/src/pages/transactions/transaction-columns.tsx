import type { Transaction } from '@florin/sdk';
import { Link } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import type { Translate } from '../../messages/use-messages.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Moment } from '../../ui/moment.tsx';

export function transactionColumns(t: Translate): ColumnDef<Transaction>[] {
  return [
    {
      id: 'type',
      header: t('transactions.transaction'),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Link to="/transactions/$id" params={{ id: original.id }}>
            {original.description ?? t(`type.${original.type}`)}
          </Link>
          <span className="muted small">
            {[original.description === null ? undefined : t(`type.${original.type}`), original.reference]
              .filter(Boolean)
              .join(' · ') || <code title={original.id}>{`txn_…${original.id.slice(-8)}`}</code>}
          </span>
        </div>
      ),
    },
    {
      id: 'status',
      header: t('accounts.status'),
      cell: ({ row: { original } }) => (
        <span className="status-cell">
          <StatusBadge status={original.status} />
          {original.failure && <code className="small is-minor">{original.failure.code}</code>}
        </span>
      ),
    },
    {
      id: 'account',
      header: t('transactions.account'),
      meta: { isMinor: true },
      cell: ({ row }) => <AccountLink id={row.original.account_id} />,
    },
    {
      id: 'amount',
      header: t('transactions.amount'),
      meta: { isNumber: true },
      cell: ({ row: { original } }) => <Amount value={original.amount} currency={original.currency} />,
    },
    {
      id: 'created',
      header: t('transactions.time'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => <Moment at={row.original.created_at} />,
    },
  ];
}

/** The end of an id distinguishes accounts: its beginning is the time. */
export function AccountLink({ id }: { id: string }) {
  return (
    <Link to="/accounts/$id" params={{ id }} className="quiet-link" title={id}>
      <code>{`acct_…${id.slice(-8)}`}</code>
    </Link>
  );
}
