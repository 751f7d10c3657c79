import type { OrderStore } from './order-store.ts';

/** As much of the bank's event as the shop needs; more fields come, and more will. */
export type BankEvent = {
  id: string;
  type: string;
  data: { account_id: string; direction: string; amount: number; reference: string | null };
};

/** Records that money has arrived on the till. Other events do not concern the shop and are no mistake. */
export function applyPayment(event: BankEvent, till: string, store: OrderStore): void {
  if (event.type !== 'florin.transactions.completed.v1') return;
  const { account_id, direction, amount, reference } = event.data;
  if (account_id === till && direction === 'credit' && reference !== null)
    store.addPayment(event.id, reference, amount);
}
