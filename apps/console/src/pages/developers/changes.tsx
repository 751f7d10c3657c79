import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';

const everyMs = 5_000;
const shownCount = 15;

/** The newest entries of the audit log, read again every few seconds. */
export function Changes() {
  const t = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ['changes'],
    queryFn: async ({ signal }) => (await florin.auditLog.list({ limit: shownCount }, { signal })).data,
    refetchInterval: everyMs,
  });
  return (
    <Panel
      title={t('developers.changes')}
      actions={
        <span className="live small muted">
          <i /> {t('home.live')}
        </span>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="muted">{t('developers.noChanges')}</p>}
      <ul className="plain-list">
        {data?.map(({ id, at, object_type, object_id, change, actor, after }) => (
          <li key={id} className="wrap-line">
            <div className="two-lines">
              <strong>
                {object_type.replaceAll('_', ' ')} {change.replaceAll('_', ' ')}
              </strong>
              <code className="muted small">{object_id}</code>
              <span className="muted small">{Object.keys(after).join(', ')}</span>
            </div>
            <div className="two-lines change-by">
              <Moment at={at} />
              <code className="muted small">{actor?.id}</code>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
