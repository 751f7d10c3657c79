import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';

/** Why transactions were refused today, the most frequent reason first. */
export function Refusals({ startMs }: { startMs: number }) {
  const t = useMessages();
  const may = useMay();
  const { number } = useFormats();
  const { data, error } = useQuery({
    queryKey: ['failure reasons', startMs],
    queryFn: async ({ signal }) =>
      florin.analytics.failureReasons({ from: new Date(startMs).toISOString() }, { signal }),
    refetchInterval: 10_000,
  });
  const most = data?.data[0]?.count ?? 1;
  return (
    <Panel
      title={t('home.reasons')}
      actions={
        may('transactions:read') && (
          <Link to="/transactions" search={{ status: 'failed' }} className="small">
            {t('home.all')}
          </Link>
        )
      }
    >
      {error && <ErrorNote error={error} />}
      {data?.data.length === 0 && <p className="muted">{t('home.noRefusals')}</p>}
      <ul className="plain-list">
        {data?.data.map(({ code, count }) => (
          <li key={code} className="bar-line">
            <a href={`/docs/errors/${encodeURIComponent(code)}`} target="_blank" rel="noreferrer">
              <code>{code}</code>
            </a>
            <span>{number(count)}</span>
            <meter min={0} max={most} value={count} aria-label={code} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
