import type { Account } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';

/** The holds that keep money of the account from being available. */
export function Holds({ account: { id, version, held } }: { account: Account }) {
  const t = useMessages();
  const { data, error } = useQuery({
    queryKey: ['account', id, 'holds', version],
    enabled: held > 0,
    queryFn: async ({ signal }) =>
      florin.transactions.list({ account_id: id, type: 'hold', status: 'held', limit: 20 }, { signal }),
  });
  return (
    <Panel title={t('account.holds')}>
      {error && <ErrorNote error={error} />}
      {held === 0 && <p className="muted">{t('account.noHolds')}</p>}
      <ul className="plain-list">
        {data?.data.map((hold) => (
          <li key={hold.id}>
            <div className="two-lines">
              <Link to="/transactions/$id" params={{ id: hold.id }}>
                {hold.description ?? hold.reference ?? t('type.hold')}
              </Link>
              <span className="muted small">
                {hold.expires_at ? t('account.until') : t('accounts.created')}{' '}
                <Moment at={hold.expires_at ?? hold.created_at} />
              </span>
            </div>
            <Amount value={hold.amount} currency={hold.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
