import type { Transaction } from './entities/transaction.ts';

/** Everything that the bank says no with. The codes are the contract's. */
export type RefusalCode =
  | 'insufficient_funds'
  | 'limit_exceeded'
  | 'state_conflict'
  | 'not_found'
  | 'currency_mismatch'
  | 'duplicate_external_id'
  | 'precondition_failed'
  | 'idempotency_key_reused'
  | 'request_in_progress'
  | 'transaction_in_progress'
  | 'account_contended'
  | 'service_unavailable';

type RefusalFacts = { transaction?: Transaction; replayed?: boolean; movement?: number };

/** An expected refusal: no money moved. `transaction` is there where the refusal was recorded as a failed one. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly transaction: Transaction | undefined;
  /** Whether this answers a repeated request with what the first one was told. */
  readonly replayed: boolean;
  /** Of an atomic batch: which of its movements was refused, counted from 0. */
  readonly movement: number | undefined;

  constructor(code: RefusalCode, message: string, facts: RefusalFacts = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.transaction = facts.transaction;
    this.replayed = facts.replayed ?? false;
    this.movement = facts.movement;
  }

  /** The same refusal, for a repeated request. */
  again(): Refusal {
    return new Refusal(this.code, this.message, { ...this.#facts, replayed: true });
  }

  /** The same refusal, of the whole batch that this movement stands in. */
  ofMovement(movement: number): Refusal {
    return new Refusal(this.code, this.message, { ...this.#facts, movement });
  }

  get #facts(): RefusalFacts {
    const { transaction, replayed, movement } = this;
    return { transaction, replayed, movement };
  }
}
