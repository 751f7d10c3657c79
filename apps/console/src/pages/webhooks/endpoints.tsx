import type { WebhookEndpoint } from '@florin/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound, Plus, Send } from 'lucide-react';
import { useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import { PageLoading } from '../../layout/page-states.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useHashDialog } from '../../ui/use-hash-dialog.ts';
import { AddEndpointDialog } from './add-endpoint-dialog.tsx';

/** Where events are sent: each endpoint with its state, a test event and a new secret. */
export function Endpoints() {
  const t = useMessages();
  const may = useMay();
  const mayAdd = may('webhooks:write');
  const [isAdding, setAdding] = useHashDialog('add');
  const add = { label: t('webhooks.add'), key: 'n', isKeyOnly: true, run: () => setAdding(true) };
  useActions(mayAdd ? [add] : []);
  const [secret, setSecret] = useState<string>();
  const { data, error, refetch } = useQuery({
    queryKey: ['endpoints'],
    queryFn: async ({ signal }) => {
      const all: WebhookEndpoint[] = [];
      for await (const endpoint of florin.webhookEndpoints.list({ signal })) all.push(endpoint);
      return all;
    },
    refetchInterval: 5_000,
  });
  return (
    <Panel
      title={t('webhooks.endpoints')}
      actions={
        mayAdd && (
          <Button size="small" icon={<Plus size={15} />} onClick={() => setAdding(true)}>
            {t('webhooks.add')}
          </Button>
        )
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageLoading />}
      {data?.length === 0 && <p className="muted">{t('webhooks.noEndpoints')}</p>}
      <ul className="plain-list">
        {data?.map((endpoint) => (
          <EndpointLine key={endpoint.id} endpoint={endpoint} onSecret={setSecret} />
        ))}
      </ul>
      <AddEndpointDialog isOpen={isAdding && mayAdd} onClose={() => setAdding(false)} onSecret={setSecret} />
      <SecretDialog title={t('webhooks.secret')} secret={secret} onClose={() => setSecret(undefined)} />
    </Panel>
  );
}

type EndpointLineProps = { endpoint: WebhookEndpoint; onSecret: (secret: string) => void };

function EndpointLine({ endpoint, onSecret }: EndpointLineProps) {
  const t = useMessages();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const { attempt, error } = useAttempt();
  const { id, url, description, verification, enabled } = endpoint;
  const sendTest = async () => {
    await florin.webhookEndpoints.test(id);
    toast(t('webhooks.testSent'));
    await queries.invalidateQueries();
  };
  const rotate = async () => {
    onSecret((await florin.webhookEndpoints.rotateSecret(id)).secret);
    await queries.invalidateQueries();
  };
  return (
    <li className="wrap-line">
      <div className="two-lines">
        <Link to="/webhooks" search={{ endpoint: id }}>
          {url}
        </Link>
        <span className="muted small">{description ?? id}</span>
      </div>
      <StatusBadge status={enabled ? verification.status : 'disabled'} />
      {may('webhooks:write') && (
        <div className="page-actions">
          <Button size="small" icon={<Send size={14} />} onClick={() => void attempt(sendTest)}>
            {t('webhooks.test')}
          </Button>
          <Button size="small" icon={<KeyRound size={14} />} onClick={() => void attempt(rotate)}>
            {t('webhooks.rotate')}
          </Button>
        </div>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  );
}
