import type { FraudAlert } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { SeverityBadge, StatusBadge } from '../../ui/badge.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { AlertDialog } from '../fraud/alert-dialog.tsx';

/** The newest alerts about the account. Without the fraud app the rest of the page stays as it is. */
export function AccountAlerts({ accountId }: { accountId: string }) {
  const t = useMessages();
  const [shown, setShown] = useState<FraudAlert>();
  const { data, error } = useQuery({
    queryKey: ['alerts', 'account', accountId],
    queryFn: async ({ signal }) => florin.fraud.alerts.list({ account_id: accountId, limit: 20 }, { signal }),
  });
  return (
    <Panel title={t('account.alerts')}>
      {error && <p className="muted">{t('home.sourceAway')}</p>}
      {data?.data.length === 0 && <p className="muted">{t('account.noAlerts')}</p>}
      <ul className="plain-list">
        {data?.data.map((alert) => (
          <li key={alert.id}>
            <div className="two-lines">
              <button type="button" className="text-link" onClick={() => setShown(alert)}>
                {alert.rule.replaceAll('_', ' ')}
              </button>
              <span className="muted small">
                <Moment at={alert.raised_at} />
              </span>
            </div>
            <span className="alert-badges">
              <SeverityBadge severity={alert.severity} />
              <StatusBadge status={alert.state} />
            </span>
          </li>
        ))}
      </ul>
      <AlertDialog alert={shown} onClose={() => setShown(undefined)} />
    </Panel>
  );
}
