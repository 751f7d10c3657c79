import type { WebhookDelivery } from '@florin/sdk';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { afterCursor } from '../../lists/after-cursor.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { usePages } from '../../lists/use-pages.ts';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { deliveryFiltersOf, deliveryStatuses } from './delivery-filters.ts';
import { Endpoints } from './endpoints.tsx';

export function WebhooksPage() {
  const t = useMessages();
  return (
    <Page title={t('webhooks.title')} lead={t('webhooks.lead')}>
      <Endpoints />
      <Deliveries />
    </Page>
  );
}

function Deliveries() {
  const t = useMessages();
  const search = useSearch({ from: '/shell/webhooks' });
  const navigate = useNavigate({ from: '/webhooks' });
  const { endpoint, status } = search;
  const pages = usePages(['deliveries', search], (cursor, signal) =>
    florin.webhookDeliveries.list(
      afterCursor({ ...(endpoint ? { endpoint_id: endpoint } : {}), ...(status ? { status } : {}) }, cursor),
      { signal },
    ),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Panel
      title={t('webhooks.deliveries')}
      className="panel-flush"
      actions={
        <div className="page-actions">
          {endpoint && (
            <Button
              size="small"
              icon={<X size={14} />}
              onClick={() => void navigate({ search: status ? { status } : {} })}
            >
              {t('webhooks.oneEndpoint')}
            </Button>
          )}
          <Select
            aria-label={t('accounts.status')}
            value={status ?? ''}
            onChange={(event) =>
              void navigate({ search: (now) => deliveryFiltersOf({ ...now, status: event.target.value }) })
            }
            options={[
              { value: '', label: t('accounts.anyStatus') },
              ...deliveryStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
            ]}
          />
        </div>
      }
    >
      <DataTable
        {...pages}
        label={t('webhooks.deliveries')}
        columns={columns}
        idOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/webhooks/$id', params: { id } })}
        empty={<EmptyState title={t('webhooks.noDeliveries')}>{t('webhooks.noDeliveriesLead')}</EmptyState>}
      />
    </Panel>
  );
}

function columnsOf(t: Translate): ColumnDef<WebhookDelivery>[] {
  return [
    {
      id: 'event',
      header: t('webhooks.event'),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Link to="/webhooks/$id" params={{ id: original.id }}>
            {original.event_type}
          </Link>
          <span className="muted small">{original.last_failure ?? original.event_id}</span>
        </div>
      ),
    },
    {
      id: 'status',
      header: t('accounts.status'),
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
    },
    {
      id: 'answer',
      header: t('webhooks.answer'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => row.original.last_response_status ?? '–',
    },
    {
      id: 'attempts',
      header: t('webhooks.attempts'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => row.original.attempt_count,
    },
    {
      id: 'created',
      header: t('accounts.created'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => <Moment at={row.original.created_at} />,
    },
  ];
}
