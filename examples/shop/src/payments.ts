import type { OrderStore } from './order-store.ts';

/** As much of the bank's event as the shop needs; more fields come, and more will. */
export type BankEvent = {
  id: string;
  type: string;
  data: { account_id: string; direction: string; amount: number; reference: string | null };
};

/** Takes in that money has arrived on the till. Everything else is none of the shop's business, and no mistake. */
export function applyPayment(event: BankEvent, till: string, store: OrderStore): void {
  if (event.type !== 'florin.transactions.completed.v1') return;
  const { account_id, direction, amount, reference } = event.data;
  if (account_id === till && direction === 'credit' && reference !== null)
    store.addPayment(event.id, reference, amount);
}
