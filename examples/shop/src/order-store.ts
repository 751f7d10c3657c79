import { DatabaseSync } from 'node:sqlite';

export type Order = {
  id: string;
  buyer: string;
  total: number;
  hold_id: string;
  state: OrderState;
  paid: number;
};
export type OrderState = 'reserved' | 'shipped' | 'cancelled';

/** The shop's own database: orders, and the ids of handled events. */
export class OrderStore {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`
      create table if not exists orders (id text primary key, buyer text, total integer, hold_id text, state text, paid integer default 0);
      create table if not exists seen (event_id text primary key)`);
  }

  find(id: string): Order | undefined {
    return this.#database.prepare('select * from orders where id = ?').get(id) as Order | undefined;
  }

  /** Reserving the same order again changes nothing. */
  reserve({ id, buyer, total, hold_id }: Omit<Order, 'state' | 'paid'>): void {
    this.#database
      .prepare(
        `insert into orders (id, buyer, total, hold_id, state) values (?, ?, ?, ?, 'reserved') on conflict do nothing`,
      )
      .run(id, buyer, total, hold_id);
  }

  become(id: string, state: OrderState): void {
    this.#database.prepare('update orders set state = ? where id = ?').run(state, id);
  }

  /** Records a payment once per event: the event's id and its effect are written together or not at all. */
  addPayment(eventId: string, orderId: string, amount: number): void {
    this.#database.exec('begin immediate');
    try {
      const { changes } = this.#database
        .prepare('insert into seen values (?) on conflict do nothing')
        .run(eventId);
      if (changes === 1) {
        this.#database.prepare('update orders set paid = paid + ? where id = ?').run(amount, orderId);
      }
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
