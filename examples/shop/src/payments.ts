import type { WebhookEvent } from '@florin/sdk';
import type { OrderStore } from './order-store.ts';

/** Records that money has arrived on the till. Other events do not concern the shop and are no mistake. */
export function applyPayment(event: WebhookEvent, till: string, store: OrderStore): void {
  if (event.type !== 'florin.transactions.completed.v1') return;
  const { account_id, direction, amount, reference } = event.data;
  if (account_id === till && direction === 'credit' && reference !== null)
    store.addPayment(event.id, reference, amount);
}
