import type { FraudRule } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { ShieldAlert } from 'lucide-react';
import { PageLoading } from '../../layout/page-states.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { SeverityBadge, StatusBadge } from '../../ui/badge.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleHistory } from './rule-history.tsx';

/** The fraud rules: what each would have found with other thresholds, and who changed it. */
export function FraudRulesPage() {
  const t = useMessages();
  const { rule: wanted } = useSearch({ from: '/shell/fraud/rules' });
  const { data, error, refetch } = useQuery({
    queryKey: ['fraud rules'],
    queryFn: async ({ signal }) => (await florin.fraud.rules.list({ signal })).data,
  });
  const rule = data?.find(({ id }) => id === wanted) ?? data?.[0];
  return (
    <Page
      title={t('rules.title')}
      lead={t('rules.lead')}
      actions={
        <Link to="/fraud" search={{}} className="button button-plain button-normal">
          <ShieldAlert size={16} aria-hidden="true" /> {t('rules.alerts')}
        </Link>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageLoading />}
      {rule && (
        <div className="columns columns-list">
          <RuleList rules={data ?? []} shown={rule.id} />
          <div className="stack">
            <RuleEditor key={`${rule.id} ${rule.version}`} rule={rule} />
            <RuleHistory rule={rule} />
          </div>
        </div>
      )}
    </Page>
  );
}

function RuleList({ rules, shown }: { rules: FraudRule[]; shown: string }) {
  const t = useMessages();
  return (
    <Panel className="panel-flush">
      <ul className="choices" aria-label={t('rules.title')}>
        {rules.map(({ id, severity, enabled }) => (
          <li key={id}>
            <Link
              to="/fraud/rules"
              search={{ rule: id }}
              aria-current={id === shown ? 'page' : undefined}
              resetScroll={false}
            >
              {id.replaceAll('_', ' ')}
              {enabled ? <SeverityBadge severity={severity} /> : <StatusBadge status="disabled" />}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
