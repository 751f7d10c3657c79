import { Money } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Figure } from './figure.tsx';

/** Whether customers' accounts and the external account add up to zero in each currency. */
export function Books() {
  const t = useMessages();
  const { number, minute } = useFormats();
  const { data, error } = useQuery({
    queryKey: ['trial balance'],
    queryFn: async ({ signal }) => florin.accounts.trialBalance({ signal }),
    refetchInterval: 10_000,
  });
  const wrong = data?.data.filter((totals) => Money.exact(totals, 'difference') !== 0n) ?? [];
  const accounts = data?.data.reduce((sum, totals) => sum + totals.accounts, 0) ?? 0;
  return (
    <Figure
      label={t('home.books')}
      error={error}
      note={data && t('home.booksNote', { accounts: number(accounts), at: minute(data.as_of) })}
    >
      {data && wrong.length === 0 && <span className="is-in">{t('home.balanced')}</span>}
      {wrong.length > 0 && (
        <span className="is-negative">{wrong.map(({ currency }) => currency).join(', ')}</span>
      )}
    </Figure>
  );
}
