import type { ApiKey } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ColumnDef } from '@tanstack/react-table';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import { DataTable } from '../../lists/data-table.tsx';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { florin, useMay, useSignedIn } from '../../session/current-session.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

/** The tenant's keys, newest first, and those that have ended. */
export function ApiKeys() {
  const t = useMessages();
  const mayChange = useMay()('keys:write');
  const signedIn = useSignedIn();
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [ending, setEnding] = useState<ApiKey>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['api keys'],
    queryFn: async ({ signal }) => {
      const all: ApiKey[] = [];
      for await (const key of florin.apiKeys.list({ signal })) all.push(key);
      return all;
    },
  });
  const ownId = signedIn?.keyId;
  const columns = useMemo(
    () => columnsOf(t, ownId, mayChange ? setEnding : undefined),
    [t, ownId, mayChange],
  );
  const create = { label: t('keysOfApi.create'), key: 'n', run: () => setCreating(true) };
  useActions(mayChange ? [create] : []);
  return (
    <Panel
      title={t('keysOfApi.title')}
      className="panel-flush"
      actions={
        mayChange && (
          <Button size="small" icon={<Plus size={15} />} onClick={create.run}>
            {create.label}
          </Button>
        )
      }
    >
      <DataTable
        items={data ?? []}
        error={error}
        isLoading={isPending}
        retry={() => void refetch()}
        label={t('keysOfApi.title')}
        columns={columns}
        idOf={({ id }) => id}
        empty={<EmptyState title={t('keysOfApi.none')} />}
      />
      <CreateKeyDialog isOpen={isCreating} onClose={() => setCreating(false)} onSecret={setSecret} />
      <SecretDialog title={t('keysOfApi.secret')} secret={secret} onClose={() => setSecret(undefined)} />
      <RevokeDialog apiKey={ending} onClose={() => setEnding(undefined)} />
    </Panel>
  );
}

function columnsOf(
  t: Translate,
  ownId: string | undefined,
  onRevoke: ((key: ApiKey) => void) | undefined,
): ColumnDef<ApiKey>[] {
  const revoke: ColumnDef<ApiKey> = {
    id: 'revoke',
    header: () => <span className="visually-hidden">{t('keysOfApi.revoke')}</span>,
    meta: { isNumber: true },
    cell: ({ row: { original } }) =>
      original.status === 'active' && (
        <Button
          size="small"
          kind="danger"
          aria-label={t('keysOfApi.revokeOne', { name: original.name })}
          onClick={() => onRevoke?.(original)}
        >
          {t('keysOfApi.revoke')}
        </Button>
      ),
  };
  return [
    {
      id: 'name',
      header: t('keysOfApi.key'),
      cell: ({ row: { original } }) => (
        <span className="two-lines">
          <strong>
            {original.name}{' '}
            {original.id === ownId && <span className="muted small">{t('keysOfApi.own')}</span>}
          </strong>
          <code title={original.id}>{original.prefix}…</code>
        </span>
      ),
    },
    {
      id: 'status',
      header: t('accounts.status'),
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
    },
    {
      id: 'scopes',
      header: t('keysOfApi.scopes'),
      meta: { isMinor: true, isNumber: true },
      cell: ({ row: { original } }) => (
        <span title={original.scopes.join(', ')}>{original.scopes.length}</span>
      ),
    },
    {
      id: 'used',
      header: t('keysOfApi.lastUsed'),
      meta: { isMinor: true, isNumber: true },
      cell: ({ row: { original } }) =>
        original.last_used_at === null ? t('keysOfApi.never') : <Moment at={original.last_used_at} />,
    },
    {
      id: 'expires',
      header: t('keysOfApi.expires'),
      meta: { isMinor: true, isNumber: true },
      cell: ({ row: { original } }) =>
        original.expires_at === null ? t('keysOfApi.never') : <Moment at={original.expires_at} />,
    },
    ...(onRevoke ? [revoke] : []),
  ];
}
