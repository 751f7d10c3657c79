import { NotFoundError, type Account, type Florin, type Page } from '@florin/sdk';
import { afterCursor } from '../../lists/after-cursor.ts';
import { accountQueryOf, type AccountSearch } from './account-filters.ts';

/** One page of the accounts that a search finds. The account whose external id is equal to the text comes first. */
export async function findAccounts(
  florin: Florin,
  search: AccountSearch,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page<Account>> {
  const query = accountQueryOf(search);
  if (query.kind === 'id') return { data: await oneAccount(florin, query.id, signal), has_more: false };
  if (query.kind === 'list') return florin.accounts.list(afterCursor(query.filters, cursor), { signal });
  const byName = florin.accounts.list(afterCursor(query.byName, cursor), { signal });
  if (cursor !== undefined) return byName;
  const [{ data: first }, named] = await Promise.all([
    florin.accounts.list(query.byExternalId, { signal }),
    byName,
  ]);
  const others = named.data.filter(({ id }) => first.every((account) => account.id !== id));
  return { ...named, data: [...first, ...others] };
}

async function oneAccount(florin: Florin, id: string, signal: AbortSignal): Promise<Account[]> {
  try {
    return [await florin.accounts.get(id, { signal })];
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}
