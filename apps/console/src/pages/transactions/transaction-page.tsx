import type { Transaction } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { PageLoading } from '../../layout/page-states.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Id } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { RequestPanel } from './request-panel.tsx';
import { Story } from './story.tsx';
import { TransactionActions } from './transaction-actions.tsx';
import { AccountLink } from './transaction-columns.tsx';

export function TransactionPage() {
  const t = useMessages();
  const { id } = useParams({ from: '/shell/transactions/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['transaction', id],
    queryFn: async ({ signal }) => florin.transactions.get(id, { signal }),
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  return (
    <Page
      title={data.description ?? t(`type.${data.type}`)}
      lead={<Id value={data.id} />}
      actions={<TransactionActions transaction={data} />}
    >
      <div className="headline">
        <span className="headline-amount">
          <Amount value={data.amount} currency={data.currency} />
        </span>
        <StatusBadge status={data.status} />
        {routed.includes(data.type) && <Route transaction={data} />}
      </div>
      {data.failure && <Refusal failure={data.failure} />}
      <div className="columns">
        <Panel title={t('story.title')}>
          <Story transaction={data} />
        </Panel>
        <Panel title={t('transaction.facts')}>
          <TransactionFacts transaction={data} />
        </Panel>
      </div>
      <RequestPanel transaction={data} />
    </Page>
  );
}

/** A void and an expiry move nothing, and a reversal names the transaction whose way it goes back. */
const routed: readonly Transaction['type'][] = ['credit', 'debit', 'transfer', 'hold', 'capture'];

/** Where the money comes from and where it goes. What is outside has no account here. */
function Route({ transaction }: { transaction: Transaction }) {
  const t = useMessages();
  const [from, to] = sidesOf(transaction);
  return (
    <span className="route">
      {from === null ? <span className="muted">{t('transaction.outside')}</span> : <AccountLink id={from} />}
      <ArrowRight size={15} aria-label={t('transaction.to')} role="img" />
      {to === null ? <span className="muted">{t('transaction.outside')}</span> : <AccountLink id={to} />}
    </span>
  );
}

/** A transfer names both; of the others the type says in which direction the money goes. */
function sidesOf({ type, account_id, counterparty_account_id, from_account_id, to_account_id }: Transaction) {
  if (from_account_id !== null || to_account_id !== null) return [from_account_id, to_account_id] as const;
  return type === 'credit'
    ? ([counterparty_account_id, account_id] as const)
    : ([account_id, counterparty_account_id] as const);
}

function Refusal({ failure }: { failure: { code: string; message: string } }) {
  const t = useMessages();
  return (
    <div className="error-note">
      <div>
        <strong>{t('transaction.refused')}</strong>
        <p>{failure.message}</p>
        <p className="small">
          <a href={`/docs/errors/${encodeURIComponent(failure.code)}`} target="_blank" rel="noreferrer">
            <code>{failure.code}</code>: {t('error.explain')}
          </a>
        </p>
      </div>
    </div>
  );
}

function TransactionFacts({ transaction }: { transaction: Transaction }) {
  const t = useMessages();
  const link = (id: string | null) =>
    id && (
      <Link to="/transactions/$id" params={{ id }}>
        <code>{id}</code>
      </Link>
    );
  const { balance_after, captured_amount, currency, metadata } = transaction;
  const money = (value: number | null) =>
    value === null ? null : <Amount value={value} currency={currency} />;
  return (
    <Facts
      facts={[
        [t('transaction.type'), t(`type.${transaction.type}`)],
        [t('transactions.account'), <AccountLink key="account" id={transaction.account_id} />],
        [t('transaction.balanceAfter'), money(balance_after)],
        [t('transaction.captured'), money(captured_amount)],
        [t('transaction.hold'), link(transaction.hold_id)],
        [t('transaction.reverses'), link(transaction.reverses)],
        [t('transaction.reference'), transaction.reference],
        [t('transaction.expires'), transaction.expires_at && <Moment at={transaction.expires_at} />],
        [t('transaction.effective'), <Moment key="effective" at={transaction.effective_at} />],
        [t('transaction.created'), <Moment key="created" at={transaction.created_at} />],
        ...Object.entries(metadata).map(([key, value]): [string, string] => [key, String(value)]),
      ]}
    />
  );
}
