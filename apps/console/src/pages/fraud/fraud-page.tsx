import type { FraudAlert } from '@florin/sdk';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { afterCursor } from '../../lists/after-cursor.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { SeverityBadge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Page } from '../../ui/page.tsx';
import { AccountLink } from '../transactions/transaction-columns.tsx';
import { AlertDialog } from './alert-dialog.tsx';
import { alertStates } from './alert-filters.ts';

/** The alerts of the fraud rules, as a queue: what is open, until somebody decides. */
export function FraudPage() {
  const t = useMessages();
  const { state = 'open' } = useSearch({ from: '/shell/fraud' });
  const navigate = useNavigate({ from: '/fraud' });
  const [shown, setShown] = useState<FraudAlert>();
  const pages = usePages(['alerts', state], (cursor, signal) =>
    florin.fraud.alerts.list(afterCursor({ state }, cursor), { signal }),
  );
  const columns = useMemo(() => columnsOf(t, setShown), [t]);
  return (
    <Page
      title={t('fraud.title')}
      lead={t('fraud.lead')}
      actions={
        <Segments
          label={t('accounts.status')}
          values={alertStates}
          chosen={state}
          textOf={(each) => t(`status.${each}`)}
          onChoose={(each) => void navigate({ search: { state: each } })}
        />
      }
    >
      <DataTable
        {...pages}
        label={t('fraud.title')}
        columns={columns}
        idOf={({ id }) => id}
        onOpen={setShown}
        empty={<EmptyState title={t('fraud.none')}>{t('fraud.noneLead')}</EmptyState>}
      />
      <AlertDialog alert={shown} onClose={() => setShown(undefined)} />
    </Page>
  );
}

function columnsOf(t: Translate, onOpen: (alert: FraudAlert) => void): ColumnDef<FraudAlert>[] {
  return [
    {
      id: 'rule',
      header: t('fraud.alert'),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <button type="button" className="text-link" onClick={() => onOpen(original)}>
            {original.rule.replaceAll('_', ' ')}
          </button>
          <span className="muted small">{original.reason}</span>
        </div>
      ),
    },
    {
      id: 'severity',
      header: t('fraud.severity'),
      cell: ({ row }) => <SeverityBadge severity={row.original.severity} />,
    },
    {
      id: 'account',
      header: t('accounts.account'),
      meta: { isMinor: true },
      cell: ({ row }) => <AccountLink id={row.original.account_id} />,
    },
    {
      id: 'raised',
      header: t('fraud.raised'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => <Moment at={row.original.raised_at} />,
    },
  ];
}
