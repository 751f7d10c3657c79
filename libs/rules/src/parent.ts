import { moneyText } from './money.ts';
import { Refusal } from './refusal.ts';
import type { ParentTransaction } from './transaction.ts';

/**
 * A recorded transaction on which others are made: a hold, or what a reversal takes back. Its accounts must be locked
 * while something is decided about it. Amounts are whole minor units of its currency.
 */
export class Parent {
  readonly transaction: ParentTransaction;
  /** The sum of its reversals. */
  reversed: number;

  constructor(transaction: ParentTransaction, reversed: number) {
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
    return status === 'held' ? amount - (capturedAmount ?? 0) : 0;
  }

  /** Why this much may not be reversed, or undefined. */
  reversalRefusal(amount: number): Refusal | undefined {
    if (amount <= this.reversible) return undefined;
    const { id, amount: moved, currency } = this.transaction;
    const [all, left, requested] = [moved, this.reversible, amount].map((each) => moneyText(each, currency));
    return new Refusal(
      'state_conflict',
      `Of the ${all} that transaction ${id} moved, ${left} can still be reversed; ${requested} was asked for.`,
    );
  }

  /** Why this much of the hold may not be captured at this moment, or undefined. */
  captureRefusal(amount: number, at: Date): Refusal | undefined {
    const { id, status, expiresAt, currency } = this.transaction;
    if (status !== 'held') return this.endRefusal();
    if (expiresAt !== null && at >= expiresAt) {
      return new Refusal('state_conflict', `Hold ${id} expired at ${expiresAt.toISOString()}.`);
    }
    if (amount <= this.stillHeld) return undefined;
    return new Refusal(
      'state_conflict',
      `Hold ${id} still holds ${moneyText(this.stillHeld, currency)}; ${moneyText(amount, currency)} was asked for.`,
    );
  }

  /** Why the hold may not be voided or expire, or undefined. */
  endRefusal(): Refusal | undefined {
    const { id, status } = this.transaction;
    return status === 'held' ? undefined : new Refusal('state_conflict', `Hold ${id} is ${status} already.`);
  }

  /** Counts a reversal. `reversalRefusal` must have allowed it. */
  reverse(amount: number): void {
    this.reversed += amount;
  }

  /**
   * Counts a capture, which ends the hold if it is `final` or takes all that is left. Returns what the hold gives back
   * then, or null where it stays open. `captureRefusal` must have allowed it.
   */
  capture(amount: number, final: boolean): number | null {
    const left = this.stillHeld - amount;
    this.transaction.capturedAmount = (this.transaction.capturedAmount ?? 0) + amount;
    if (left > 0 && !final) return null;
    this.transaction.status = 'captured';
    return left;
  }

  /** Ends the hold. `endRefusal` must have allowed it. */
  end(status: 'voided' | 'expired'): void {
    this.transaction.status = status;
  }

  /** Keeps its state; the returned function restores it. */
  checkpoint(): () => void {
    const { status, capturedAmount } = this.transaction;
    const { reversed } = this;
    return () => {
      this.reversed = reversed;
      this.transaction.status = status;
      this.transaction.capturedAmount = capturedAmount;
    };
  }
}
