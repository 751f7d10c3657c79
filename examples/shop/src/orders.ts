import type { Florin } from '@florin/sdk';
import type { Order, OrderStore } from './order-store.ts';

/** What happens to an order's money. Keys are made of the order's id, so that every step may be repeated. */
export class Orders {
  readonly #florin: Florin;
  readonly #till: string;
  readonly #store: OrderStore;

  /** `till` is the shop's own account. */
  constructor(florin: Florin, till: string, store: OrderStore) {
    this.#florin = florin;
    this.#till = till;
    this.#store = store;
  }

  /** Holds the total for a day. Throws InsufficientFundsError when the buyer has not got it. */
  async reserve(id: string, buyer: string, total: number): Promise<Order> {
    const known = this.#store.find(id);
    if (known) return known;
    const hold = await this.#florin.transactions.hold(
      { account_id: buyer, to_account_id: this.#till, amount: total, reference: id },
      { idempotencyKey: `order-${id}-hold` },
    );
    this.#store.reserve({ id, buyer, total, hold_id: hold.id });
    return this.#store.find(id)!;
  }

  /** Takes what is shipped and gives the rest back. */
  async ship(order: Order, amount = order.total): Promise<void> {
    await this.#florin.transactions.capture(
      order.hold_id,
      { amount, final: true, reference: order.id },
      { idempotencyKey: `order-${order.id}-ship` },
    );
    this.#store.become(order.id, 'shipped');
  }

  async cancel(order: Order): Promise<void> {
    await this.#florin.transactions.void(order.hold_id, {}, { idempotencyKey: `order-${order.id}-cancel` });
    this.#store.become(order.id, 'cancelled');
  }
}
