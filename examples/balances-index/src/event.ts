/** As much of `florin.transactions.completed.v1` as is needed here. Other fields come, and more will. */
export type Completed = {
  id: string;
  account_id: string;
  account_version: number;
  currency: string;
  direction: 'credit' | 'debit';
  amount: number;
  balance_after: number;
  created_at: string;
};

/** The event in a message; undefined for one of another type, which is no mistake. Throws when it cannot be read. */
export function readCompleted(value: Buffer | null): Completed | undefined {
  const { id, type, data } = JSON.parse(String(value)) as {
    id: string;
    type: string;
    data: Omit<Completed, 'id'>;
  };
  if (type !== 'florin.transactions.completed.v1') return undefined;
  const { account_id, account_version, currency, direction, amount, balance_after, created_at } = data;
  for (const number of [account_version, amount, balance_after]) {
    if (!Number.isSafeInteger(number)) throw new Error('a number is no whole number');
  }
  return { id, account_id, account_version, currency, direction, amount, balance_after, created_at };
}
