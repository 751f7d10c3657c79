import type { AccountFilters } from '@florin/sdk';

const statuses = ['open', 'frozen', 'closed'] as const;
type Status = (typeof statuses)[number];

/** The filters of the list of accounts, as they stand in the URL. */
export type AccountSearch = { q?: string; status?: Status; currency?: string };

export function accountFiltersOf(search: Record<string, unknown>): AccountSearch {
  const { q, status, currency } = search;
  const known = statuses.find((each) => each === status);
  return {
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(known ? { status: known } : {}),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
  };
}

/**
 * What a text searches: `acct_…` one account, `key=value` the metadata, and any other text the names that begin with it and
 * the external id that is equal to it.
 */
export type AccountQuery =
  | { kind: 'id'; id: string }
  | { kind: 'list'; filters: AccountFilters }
  | { kind: 'text'; byName: AccountFilters; byExternalId: AccountFilters };

const idPattern = /^acct_[0-9a-z]{26}$/;
const metadataPattern = /^([^=\s]{1,40})=(.+)$/;

export function accountQueryOf({ q = '', status, currency }: AccountSearch): AccountQuery {
  const text = q.trim();
  const filters: AccountFilters = { ...(status ? { status } : {}), ...(currency ? { currency } : {}) };
  if (idPattern.test(text)) return { kind: 'id', id: text };
  if (text === '') return { kind: 'list', filters };
  const [, key, value] = metadataPattern.exec(text) ?? [];
  if (key !== undefined && value !== undefined)
    return { kind: 'list', filters: { ...filters, metadata: { [key]: value } } };
  return {
    kind: 'text',
    byName: { ...filters, name: text },
    byExternalId: { ...filters, external_id: text },
  };
}
