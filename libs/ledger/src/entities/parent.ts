import { moneyText } from '../money.ts';
import { Refusal } from '../refusal.ts';
import type { Transaction } from './transaction.ts';

type OpenHold = { -readonly [Field in 'status' | 'capturedAmount']: Transaction[Field] };

/**
 * A recorded transaction that others are made on: a hold, or what a reversal undoes. Who decides about it has its
 * accounts locked. Amounts are whole minor units of its currency.
 */
export class Parent {
  readonly transaction: Transaction;
  /** The sum of its reversals. */
  reversed: number;

  constructor(transaction: Transaction, reversed: number) {
    this.transaction = transaction;
    this.reversed = reversed;
  }

  /** What a reversal may still take back. */
  get reversible(): number {
    return this.transaction.amount - this.reversed;
  }

  /** What a hold still holds; 0 once it has ended. */
  get stillHeld(): number {
    const { status, amount, capturedAmount } = this.transaction;
    return status === 'held' ? amount - capturedAmount! : 0;
  }

  refusesReversal(amount: number): Refusal | undefined {
    if (amount <= this.reversible) return undefined;
    const { id, amount: moved, currency } = this.transaction;
    const [all, left, requested] = [moved, this.reversible, amount].map((each) => moneyText(each, currency));
    return new Refusal(
      'state_conflict',
      `Of the ${all} that transaction ${id} moved, ${left} can still be reversed; ${requested} was asked for.`,
    );
  }

  /** Why this much of the hold may not be captured at this moment, or nothing when it may. */
  refusesCapture(amount: number, at: Date): Refusal | undefined {
    const { id, expiresAt, currency } = this.transaction;
    if (this.transaction.status !== 'held') return this.refusesEnd();
    if (expiresAt !== null && at >= expiresAt) {
      return new Refusal('state_conflict', `Hold ${id} expired at ${expiresAt.toISOString()}.`);
    }
    if (amount <= this.stillHeld) return undefined;
    return new Refusal(
      'state_conflict',
      `Hold ${id} still holds ${moneyText(this.stillHeld, currency)}; ${moneyText(amount, currency)} was asked for.`,
    );
  }

  /** Why the hold may not be given back, or nothing when it may. */
  refusesEnd(): Refusal | undefined {
    const { id, status } = this.transaction;
    return status === 'held' ? undefined : new Refusal('state_conflict', `Hold ${id} is ${status} already.`);
  }

  /** Notes a reversal. Ask `refusesReversal` first. */
  reverse(amount: number): void {
    this.reversed += amount;
  }

  /**
   * Notes a capture, the hold's last one if `final` or if it takes all the rest. Answers with what it gives back, or
   * null where the hold stays open. Ask `refusesCapture` first.
   */
  capture(amount: number, final: boolean): number | null {
    const rest = this.stillHeld - amount;
    this.#change({ capturedAmount: this.transaction.capturedAmount! + amount });
    if (rest > 0 && !final) return null;
    this.#change({ status: 'captured' });
    return rest;
  }

  /** Ends the hold. Ask `refusesEnd` first. */
  end(status: 'voided' | 'expired'): void {
    this.#change({ status });
  }

  /** Remembers it as it is; what comes back makes it that again. */
  checkpoint(): () => void {
    const { status, capturedAmount } = this.transaction;
    const { reversed } = this;
    return () => {
      this.reversed = reversed;
      this.#change({ status, capturedAmount });
    };
  }

  #change(change: Partial<OpenHold>): void {
    Object.assign(this.transaction, change);
  }
}
