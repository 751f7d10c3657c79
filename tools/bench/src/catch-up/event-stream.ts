import { newId } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import {
  completedEvent,
  openedEvent,
  placedEvent,
  refusedEvent,
  type Account,
  type Movement,
} from './generated-events.ts';

/** The totals that consumers must have at the end: counts of events, and the amount moved in minor units. */
export type Sent = { opened: number; completed: number; failed: number; placed: number; volume: bigint };

const currencies = ['USD', 'EUR', 'JPY'];
const tenantCount = 5;
const startingBalance = 50_000_000;
const dayMs = 86_400_000;
/** The mix of movements in per cent. The rest are transfers, which produce two events each. */
const upTo = { credit: 35, debit: 65, refusal: 72, hold: 77 };

/**
 * The encoded events of one day of a ledger: tenants with customers in three currencies, one in ten of which makes most
 * movements. Versions and balances of each account are consecutive. The openings of the accounts come first.
 */
export class EventStream {
  readonly sent: Sent = { opened: 0, completed: 0, failed: 0, placed: 0, volume: 0n };
  readonly #accounts: Account[];
  /** Accounts that may pay each other: those of one tenant and one currency. */
  readonly #neighbours: Map<string, Account[]>;
  readonly #events: number;
  readonly #random = seededRandom(20_260_101);
  readonly #endMs = Date.now();
  #made = 0;

  constructor({ accounts, events }: { accounts: number; events: number }) {
    const tenants = Array.from({ length: tenantCount }, () => newId('tenant'));
    this.#events = events;
    this.#accounts = Array.from({ length: accounts }, (_, index) => ({
      id: newId('acct'),
      tenantId: tenants[index % tenantCount]!,
      currency: currencies[Math.floor(index / tenantCount) % currencies.length]!,
      balance: startingBalance,
      version: 0,
    }));
    this.#neighbours = Map.groupBy(this.#accounts, groupOf);
  }

  /** Returns the next `wanted` events, or one more when the last movement is a transfer; none at the end. */
  next(wanted: number): EncodedEvent[] {
    const batch: EncodedEvent[] = [];
    while (batch.length < wanted && this.#made < this.#events) {
      const some = this.#made < this.#accounts.length ? [this.#open()] : this.#somethingHappens();
      batch.push(...some);
      this.#made += some.length;
    }
    return batch;
  }

  #open(): EncodedEvent {
    this.sent.opened += 1;
    return openedEvent(this.#accounts[this.#made]!, new Date(this.#endMs - 2 * dayMs).toISOString());
  }

  #somethingHappens(): EncodedEvent[] {
    const account = this.#oneOf(this.#accounts);
    const what = this.#random() * 100;
    if (what < upTo.credit) return [this.#complete(account, this.#movement('credit', 'credit'))];
    if (what < upTo.debit) return [this.#complete(account, this.#movement('debit', 'debit'))];
    if (what < upTo.refusal) {
      this.sent.failed += 1;
      return [refusedEvent(account, this.#movement('debit', 'debit'))];
    }
    if (what < upTo.hold) {
      this.sent.placed += 1;
      account.version += 1;
      return [placedEvent(account, this.#movement('hold', 'debit'))];
    }
    return this.#transfer(account);
  }

  #transfer(from: Account): EncodedEvent[] {
    const among = this.#neighbours.get(groupOf(from))!;
    let to = this.#oneOf(among);
    if (to === from) to = among[(among.indexOf(from) + 1) % among.length]!;
    const paid = this.#movement('transfer', 'debit');
    return [
      this.#complete(from, { ...paid, counterpartyId: to.id }),
      this.#complete(to, { ...paid, direction: 'credit', counterpartyId: from.id }),
    ];
  }

  #complete(account: Account, movement: Movement): EncodedEvent {
    const { direction, amount, counterpartyId } = movement;
    account.version += 1;
    account.balance += direction === 'credit' ? amount : -amount;
    this.sent.completed += 1;
    // A transfer counts once, on the payer's side.
    if (counterpartyId === null || direction === 'debit') this.sent.volume += BigInt(amount);
    return completedEvent(account, movement);
  }

  #movement(type: string, direction: 'credit' | 'debit'): Movement {
    const atMs = this.#endMs - dayMs + Math.floor((dayMs * this.#made) / this.#events);
    return {
      ...{ transactionId: newId('txn'), createdAt: new Date(atMs).toISOString(), type, direction },
      amount: Math.ceil(100 * 10 ** (this.#random() * 2.5)),
      counterpartyId: null,
    };
  }

  #oneOf(accounts: readonly Account[]): Account {
    const busy = this.#random() < 0.6 ? Math.ceil(accounts.length / 10) : accounts.length;
    return accounts[Math.floor(this.#random() * busy)]!;
  }
}

const groupOf = ({ tenantId, currency }: Account): string => `${tenantId} ${currency}`;

/** Mulberry32: every run has the same load, except for its ids. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
