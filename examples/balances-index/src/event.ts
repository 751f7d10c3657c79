/** The fields of `florin.transactions.completed.v1` that are used here. Events have further fields, and may get more. */
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

/** Parses the event in a message. Undefined for another type of event. Throws when the message cannot be parsed. */
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
