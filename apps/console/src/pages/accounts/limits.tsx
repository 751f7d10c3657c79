import type { Account } from '@florin/sdk';
import { useMessages } from '../../messages/use-messages.ts';
import { Amount } from '../../ui/amount.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/page.tsx';

/** The account's own limits, and how much of the daily one is used. By the bank's count: a day is one of UTC. */
export function Limits({ account }: { account: Account }) {
  const t = useMessages();
  const { currency, movement_limit, daily_limit, spent_today = null } = account;
  if (movement_limit === null && daily_limit === null) return null;
  const amount = (value: number | null) =>
    value === null ? null : <Amount value={value} currency={currency} />;
  const isCounted = daily_limit !== null && spent_today !== null;
  return (
    <Panel title={t('account.limits')}>
      <Facts
        facts={[
          [t('account.movementLimit'), amount(movement_limit)],
          [t('account.dailyLimit'), amount(daily_limit)],
          [t('account.usedToday'), amount(spent_today)],
          [t('account.leftToday'), isCounted ? amount(Math.max(0, daily_limit - spent_today)) : null],
        ]}
      />
      {isCounted && daily_limit > 0 && (
        <div className="bar-line">
          <meter min={0} max={daily_limit} value={spent_today} aria-label={t('account.usedToday')} />
        </div>
      )}
    </Panel>
  );
}
