import fc from 'fast-check';
import { itemAt } from '@florin/testing';

/*
 * A bank of plain numbers, written from the contract and not from the implementation: it has no rows, locks, batches or
 * commands.
 */

/** One request of a client. `pick` chooses among the movements from before its round. */
export type Step = {
  kind: 'credit' | 'debit' | 'transfer' | 'hold' | 'heldTransfer' | 'capture' | 'void' | 'expire' | 'reverse';
  account: number;
  other: number;
  pick: number;
  amount: number;
  /** Whether the request has an `amount`, when it is optional. */
  sayAmount: boolean;
  final: boolean;
  /** Whether the hold expires as soon as it is placed. */
  overdue: boolean;
};

export type ModelMovement = {
  type: 'credit' | 'debit' | 'transfer' | 'hold' | 'capture' | 'void' | 'expiry' | 'reversal';
  status: 'completed' | 'held' | 'captured' | 'voided' | 'expired';
  from: number | null;
  to: number | null;
  amount: number;
  captured: number;
  reversed: number;
  overdue: boolean;
};

type ModelAccount = { balance: number; held: number; version: number; overdraft: number };

/** The answer to a step: the code of a refusal, or the fields of the row. */
export type Outcome =
  | { refused: 'insufficient_funds' | 'state_conflict' }
  | { movement: ModelMovement; from: ModelAccount | null; to: ModelAccount | null };

export const overdrafts = [0, 50, 0];

const kind: fc.Arbitrary<Step['kind']> = fc.constantFrom(
  ...(['credit', 'debit', 'transfer', 'hold', 'hold', 'heldTransfer'] as const),
  ...(['capture', 'capture', 'void', 'expire', 'reverse', 'reverse'] as const),
);

export const anyStep: fc.Arbitrary<Step> = fc
  .record({
    kind,
    account: fc.nat(2),
    other: fc.nat(2),
    pick: fc.nat(1_000),
    amount: fc.integer({ min: 1, max: 90 }),
    sayAmount: fc.boolean(),
    final: fc.boolean(),
    overdue: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  })
  .filter((step) => step.account !== step.other);

const refuse = (refused: 'insufficient_funds' | 'state_conflict'): Outcome => ({ refused });
const reversibleTypes = ['credit', 'debit', 'transfer', 'capture'];

export class ModelBank {
  readonly accounts: ModelAccount[] = overdrafts.map((overdraft) => ({
    balance: 0,
    held: 0,
    version: 0,
    overdraft,
  }));
  /** All accepted movements, in order. */
  readonly movements: ModelMovement[] = [];

  /** The answer that the bank must give; `parent` is the movement that `step.pick` chose. */
  apply(step: Step, parent: ModelMovement | undefined): Outcome {
    const { account, other, amount } = step;
    if (step.kind === 'credit') return this.#move('credit', null, account, amount);
    if (step.kind === 'debit') return this.#move('debit', account, null, amount);
    if (step.kind === 'transfer') return this.#move('transfer', account, other, amount);
    if (step.kind === 'hold') return this.#hold(step, null);
    if (step.kind === 'heldTransfer') return this.#hold(step, other);
    if (step.kind === 'reverse') return this.#reverse(step, parent!);
    return this.#changeHold(step, parent!);
  }

  #covers(account: number | null, amount: number): boolean {
    if (account === null) return true;
    const { balance, held, overdraft } = itemAt(this.accounts, account);
    return amount <= balance - held + overdraft;
  }

  #move(type: ModelMovement['type'], from: number | null, to: number | null, amount: number): Outcome {
    if (!this.#covers(from, amount)) return refuse('insufficient_funds');
    if (from !== null) this.#change(from, -amount, 0);
    if (to !== null) this.#change(to, amount, 0);
    return this.#accepted({ type, status: 'completed', from, to, amount }, from, to);
  }

  #hold({ account, amount, overdue }: Step, to: number | null): Outcome {
    if (!this.#covers(account, amount)) return refuse('insufficient_funds');
    this.#change(account, 0, amount);
    return this.#accepted(
      { type: 'hold', status: 'held', from: account, to, amount, overdue },
      account,
      null,
    );
  }

  #reverse({ amount, sayAmount }: Step, parent: ModelMovement): Outcome {
    const left = parent.amount - parent.reversed;
    const requested = sayAmount ? amount : left;
    if (!reversibleTypes.includes(parent.type) || left === 0 || requested > left)
      return refuse('state_conflict');
    const outcome = this.#move('reversal', parent.to, parent.from, requested);
    if ('movement' in outcome) parent.reversed += requested;
    return outcome;
  }

  #changeHold({ kind, amount, sayAmount, final }: Step, hold: ModelMovement): Outcome {
    if (hold.type !== 'hold' || hold.status !== 'held') return refuse('state_conflict');
    const left = hold.amount - hold.captured;
    const from = hold.from!;
    if (kind !== 'capture') {
      if (kind === 'expire' && !hold.overdue) return refuse('state_conflict');
      const [type, status] =
        kind === 'void' ? (['void', 'voided'] as const) : (['expiry', 'expired'] as const);
      hold.status = status;
      this.#change(from, 0, -left);
      const given = { type, status: 'completed', from, to: hold.to, amount: left } as const;
      return this.#accepted({ ...given, captured: hold.captured }, from, null);
    }
    const requested = sayAmount ? amount : left;
    if (hold.overdue || requested > left) return refuse('state_conflict');
    hold.captured += requested;
    if (final || requested === left) hold.status = 'captured';
    this.#change(from, -requested, hold.status === 'captured' ? -left : -requested);
    if (hold.to !== null) this.#change(hold.to, requested, 0);
    const taken = { type: 'capture', status: 'completed', from, to: hold.to, amount: requested } as const;
    return this.#accepted({ ...taken, captured: hold.captured }, from, hold.to);
  }

  #change(account: number, balance: number, held: number): void {
    const changed = itemAt(this.accounts, account);
    changed.balance += balance;
    changed.held += held;
    changed.version += 1;
  }

  #accepted(
    movement: Omit<ModelMovement, 'captured' | 'reversed' | 'overdue'> & Partial<ModelMovement>,
    from: number | null,
    to: number | null,
  ): Outcome {
    const accepted = { captured: 0, reversed: 0, overdue: false, ...movement };
    this.movements.push(accepted);
    const seen = (account: number | null) =>
      account === null ? null : { ...itemAt(this.accounts, account) };
    return { movement: accepted, from: seen(from), to: seen(to) };
  }
}
