import { Money, type Transaction } from '@florin/sdk';

export type Action = 'reverse' | 'capture' | 'void';

const reversible: readonly Transaction['type'][] = ['credit', 'debit', 'transfer', 'capture'];

/** What can be done with a transaction. Whether the bank does it, the dry run says. */
export function actionsFor({ type, status }: Pick<Transaction, 'type' | 'status'>): Action[] {
  if (type === 'hold' && status === 'held') return ['capture', 'void'];
  return status === 'completed' && reversible.includes(type) ? ['reverse'] : [];
}

/** The minor units of a decimal text; undefined while it is not an amount above zero. A comma is a point. */
export function amountFrom(text: string, currency: string): number | undefined {
  try {
    const amount = Money.fromDecimal(text.trim().replace(',', '.'), currency);
    return amount > 0 ? amount : undefined;
  } catch {
    return undefined;
  }
}
