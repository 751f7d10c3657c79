import type { Florin } from '@florin/sdk';
import type { Order, OrderStore } from './order-store.ts';

/** The money of orders. Keys are derived from the order's id, so that every step may be repeated. */
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

  /** Holds the total for a day. Throws InsufficientFundsError when the buyer's balance does not cover it. */
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

  /** Captures the shipped amount and releases the rest. */
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
