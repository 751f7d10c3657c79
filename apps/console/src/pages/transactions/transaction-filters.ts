import type { Transaction, TransactionFilters } from '@florin/sdk';

export const transactionTypes = [
  ...(['credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'expiry', 'reversal'] as const),
] satisfies Transaction['type'][];
export const transactionStatuses = [
  ...(['completed', 'failed', 'held', 'captured', 'voided', 'expired'] as const),
] satisfies Transaction['status'][];

/** The filters of the list of transactions, as they stand in the URL. Amounts are in minor units, days in `zone`. */
export type TransactionSearch = {
  account?: string;
  type?: Transaction['type'];
  status?: Transaction['status'];
  reference?: string;
  from?: string;
  to?: string;
  min?: number;
  max?: number;
};

const accountPattern = /^acct_[0-9a-z]{26}$/;
const dayPattern = /^\d{4}-\d\d-\d\d$/;

export function transactionFiltersOf(search: Record<string, unknown>): TransactionSearch {
  const found: TransactionSearch = {};
  const { account, reference, from, to } = search;
  const type = transactionTypes.find((each) => each === search['type']);
  const status = transactionStatuses.find((each) => each === search['status']);
  const [min, max] = [amountOf(search['min']), amountOf(search['max'])];
  if (typeof account === 'string' && accountPattern.test(account)) found.account = account;
  if (type) found.type = type;
  if (status) found.status = status;
  if ((typeof reference === 'string' || typeof reference === 'number') && reference !== '')
    found.reference = String(reference);
  if (typeof from === 'string' && dayPattern.test(from)) found.from = from;
  if (typeof to === 'string' && dayPattern.test(to)) found.to = to;
  if (min !== undefined) found.min = min;
  if (max !== undefined) found.max = max;
  return found;
}

function amountOf(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  const amount = Number(value);
  return Number.isSafeInteger(amount) && amount > 0 ? amount : undefined;
}

/** The filters for the API. `to` is a day that belongs to the period; for the API the period ends before `created_to`. */
export function apiFiltersOf(search: TransactionSearch, timeZone: string): TransactionFilters {
  const { account, type, status, reference, from, to, min, max } = search;
  return {
    ...(account ? { account_id: account } : {}),
    ...(type ? { type } : {}),
    ...(status ? { status } : {}),
    ...(reference ? { reference } : {}),
    ...(from ? { created_from: from } : {}),
    ...(to ? { created_to: dayAfter(to) } : {}),
    ...(from || to ? { time_zone: timeZone } : {}),
    ...(min === undefined ? {} : { amount_min: min }),
    ...(max === undefined ? {} : { amount_max: max }),
  };
}

export function dayAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
}
