import type { Account, ScheduledTransaction, Transaction } from '../schemas.ts';
import type { FakeClock } from './fake-clock.ts';
import { Refusal } from './refusal.ts';
import { TypedIds } from './typed-ids.ts';

/** An account as the contract has it, without what follows from the rest, and what counts against its daily limit. */
export type FakeAccount = Omit<Account, 'available' | 'currency_exponent'> & {
  spentToday: number;
  spentOn: string | null;
};

/** What an account had right after a movement. */
export type Side = { id: string; version: number; balance: number; held: number };

/** A transaction, and what it did to the accounts it was between; a failed one did nothing. */
export type Entry = {
  transaction: Transaction;
  /** The accounts it is between; null is the world outside. */
  fromId: string | null;
  toId: string | null;
  from?: Side;
  to?: Side;
  parent?: Entry;
  /** The sum of its reversals. */
  reversed: number;
  /** What it gave back of a hold. */
  released: number;
};

/** Everything the fake bank knows. One request at a time changes it, and only through `change` and the `add`s. */
export class Books {
  readonly accounts = new Map<string, FakeAccount>();
  /** In the order they were recorded, which is that of their ids. */
  readonly entries = new Map<string, Entry>();
  readonly scheduled = new Map<string, ScheduledTransaction>();
  readonly clock: FakeClock;
  readonly ids = new TypedIds();
  readonly #undo: (() => void)[] = [];
  /** Before this moment nothing falls due. */
  nextDueMs = Infinity;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  account(id: string): FakeAccount {
    const account = this.accounts.get(id);
    if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
    return account;
  }

  entry(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw new Refusal('not_found', `There is no transaction ${id}.`);
    return entry;
  }

  /** Now, but later than the last movement of each of these accounts. */
  momentAfter(accounts: readonly (FakeAccount | null)[]): Date {
    const latest = accounts.map((account) => (account ? Date.parse(account.updated_at) + 1 : 0));
    const moment = Math.max(this.clock.now().getTime(), ...latest);
    this.clock.reach(moment);
    return new Date(moment);
  }

  /** Something falls due then. */
  expect(time: string): void {
    this.nextDueMs = Math.min(this.nextDueMs, Date.parse(time));
  }

  change<T extends object>(thing: T, changes: Partial<T>): void {
    const before = Object.fromEntries(
      Object.keys(changes).map((name) => [name, thing[name as keyof T]]),
    ) as Partial<T>;
    this.#undo.push(() => Object.assign(thing, before));
    Object.assign(thing, changes);
  }

  add<T>(into: Map<string, T>, id: string, thing: T): T {
    into.set(id, thing);
    this.#undo.push(() => into.delete(id));
    return thing;
  }

  /** Remembers the books as they are; what comes back puts everything back. Good until the next request. */
  checkpoint(): () => void {
    const mark = this.#undo.length;
    return () => {
      while (this.#undo.length > mark) this.#undo.pop()!();
    };
  }

  /** What was done is done: forgets how to undo it. */
  settle(): void {
    this.#undo.length = 0;
  }
}
