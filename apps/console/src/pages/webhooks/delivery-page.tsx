import type { WebhookDeliveryDetails } from '@florin/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import { PageLoading } from '../../layout/page-states.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Id } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { useToast } from '../../ui/toast.tsx';

/** One delivery: each attempt with its answer, and the body that was sent. */
export function DeliveryPage() {
  const t = useMessages();
  const { id } = useParams({ from: '/shell/webhooks/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['delivery', id],
    queryFn: async ({ signal }) => florin.webhookDeliveries.get(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 1_000 : false),
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  return (
    <Page
      title={data.event_type}
      lead={
        <>
          <StatusBadge status={data.status} /> <Id value={data.id} />
        </>
      }
      actions={<Replay delivery={data} />}
    >
      <div className="columns">
        <Panel title={t('webhooks.attempts')}>
          <Attempts delivery={data} />
        </Panel>
        <Panel title={t('account.details')}>
          <Facts
            facts={[
              [t('webhooks.endpoint'), <code key="endpoint">{data.endpoint_id}</code>],
              [t('webhooks.event'), <code key="event">{data.event_id}</code>],
              [
                t('transactions.transaction'),
                data.transaction_id && (
                  <Link to="/transactions/$id" params={{ id: data.transaction_id }}>
                    <code>{data.transaction_id}</code>
                  </Link>
                ),
              ],
              [t('accounts.created'), <Moment key="created" at={data.created_at} />],
              [t('webhooks.next'), data.next_attempt_at && <Moment at={data.next_attempt_at} />],
            ]}
          />
        </Panel>
      </div>
      <Panel title={t('webhooks.body')}>
        <pre className="command" tabIndex={0}>
          {readable(data.body)}
        </pre>
      </Panel>
    </Page>
  );
}

function Attempts({ delivery: { attempts } }: { delivery: WebhookDeliveryDetails }) {
  const t = useMessages();
  const { exact, number } = useFormats();
  if (attempts.length === 0) return <p className="muted">{t('story.notYet')}</p>;
  return (
    <ol className="story">
      {attempts.map(
        ({ number: count, started_at, duration_ms, response_status, failure, response_excerpt }) => (
          <li key={count} className={failure === null ? '' : 'is-failed'}>
            <span className="story-name">{response_status ?? failure}</span>
            <span className="story-time">
              <time dateTime={started_at}>{exact(started_at)}</time>
              <span className="story-after">{number(duration_ms)} ms</span>
            </span>
            <span className="story-by muted small">
              {response_status !== null && failure} {response_excerpt}
            </span>
          </li>
        ),
      )}
    </ol>
  );
}

/** Sends the event again: the delivery gets another attempt. */
function Replay({ delivery: { id } }: { delivery: WebhookDeliveryDetails }) {
  const t = useMessages();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const replay = async () => {
    setError(undefined);
    try {
      await florin.webhookDeliveries.replay(id);
      await queries.invalidateQueries();
      toast(t('webhooks.replayed'));
    } catch (cause) {
      setError(cause);
    }
  };
  const mayReplay = may('webhooks:write');
  useActions(mayReplay ? [{ label: t('webhooks.replay'), key: 'r', run: () => void replay() }] : []);
  if (!mayReplay) return null;
  return (
    <>
      <Button kind="primary" icon={<RotateCw size={15} />} onClick={() => void replay()}>
        {t('webhooks.replay')}
      </Button>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}

/** JSON with a line for each field; any other text as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
