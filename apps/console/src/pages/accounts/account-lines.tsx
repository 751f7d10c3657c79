import { Money, type Account, type AccountLine } from '@florin/sdk';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { useMemo } from 'react';
import { afterCursor } from '../../lists/after-cursor.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';

/** What moved the account's money, newest first, each line with the balance after it. */
export function AccountLines({ account }: { account: Account }) {
  const t = useMessages();
  const navigate = useNavigate();
  const { id, currency, version } = account;
  const pages = usePages(['account', id, 'lines', version], (cursor, signal) =>
    florin.accounts.transactions(id, afterCursor({}, cursor), { signal }),
  );
  const columns = useMemo(() => lineColumns(t, currency), [t, currency]);
  return (
    <DataTable
      {...pages}
      label={t('account.lines')}
      columns={columns}
      idOf={(line) => line.transaction_id}
      onOpen={(line) => void navigate({ to: '/transactions/$id', params: { id: line.transaction_id } })}
      empty={<EmptyState title={t('account.noLines')}>{t('account.noLinesLead')}</EmptyState>}
    />
  );
}

/** The columns of a list of an account's movements. */
export function lineColumns(t: Translate, currency: string): ColumnDef<AccountLine>[] {
  return [
    {
      id: 'what',
      header: t('account.movement'),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Link to="/transactions/$id" params={{ id: original.transaction_id }}>
            {original.description ?? original.reference ?? t(`type.${original.type}`)}
          </Link>
          <span className="muted small">
            {t(`type.${original.type}`)} · <Moment at={original.effective_at} />
          </span>
        </div>
      ),
    },
    {
      id: 'change',
      header: t('transactions.amount'),
      meta: { isNumber: true },
      cell: ({ row }) => <Change line={row.original} currency={currency} />,
    },
    {
      id: 'after',
      header: t('accounts.balance'),
      meta: { isNumber: true },
      cell: ({ row }) => <Amount value={Money.exact(row.original, 'balance_after')} currency={currency} />,
    },
  ];
}

/** What changed the balance. A hold, a void and an expiry change only what is held. */
function Change({ line, currency }: { line: AccountLine; currency: string }) {
  if (line.balance_change !== 0) return <Amount value={line.balance_change} currency={currency} isChange />;
  return (
    <span className="muted">
      <Amount value={line.amount} currency={currency} />
    </span>
  );
}
