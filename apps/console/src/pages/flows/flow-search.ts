import { transactionTypes } from '../transactions/transaction-filters.ts';

export const periods = [7, 30, 90, 365] as const;

/** What the page shows, as it stands in the URL. `part` is the key of the flow whose movements are listed. */
export type FlowSearch = { account?: string; days?: (typeof periods)[number]; part?: string };

const accountPattern = /^acct_[0-9a-z]{26}$/;

export function flowSearchOf(search: Record<string, unknown>): FlowSearch {
  const { account, part } = search;
  const days = periods.find((each) => each === Number(search['days']));
  return {
    ...(isAccount(account) ? { account } : {}),
    ...(days ? { days } : {}),
    ...(isAccount(part) || isType(part) ? { part } : {}),
  };
}

const isAccount = (value: unknown): value is string =>
  typeof value === 'string' && accountPattern.test(value);
const isType = (value: unknown): value is string => transactionTypes.some((each) => each === value);
