import { useQueries } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import type { Flow } from './flows.ts';

/**
 * Names the other sides of flows: an account by its name or external id, and until that is read by the end of its id; the
 * external account by the type of the movements. Reads an account each, so that only what is in view may request names.
 */
export function useCounterpartyNames(flows: readonly Flow[]): (flow: Flow) => string {
  const t = useMessages();
  const ids = flows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const accounts = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['account', id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => florin.accounts.get(id, { signal }),
      staleTime: 60_000,
    })),
    combine: (results) => new Map(results.map(({ data }, place) => [ids[place], data])),
  });
  return ({ accountId, type }) => {
    if (accountId === null) return `${t('transaction.outside')}: ${t(`type.${type}`)}`;
    const account = accounts.get(accountId);
    return account?.name ?? account?.external_id ?? `acct_…${accountId.slice(-8)}`;
  };
}
