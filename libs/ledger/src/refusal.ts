import type { Transaction } from './entities/transaction.ts';

/** Everything that the bank says no with. The codes are the contract's. */
export type RefusalCode =
  | 'validation_failed'
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
  | 'overloaded'
  | 'service_unavailable';

type RefusalFacts = {
  transaction?: Transaction;
  replayed?: boolean;
  movement?: number;
  fields?: readonly BadField[];
};

/** What is wrong in a request, where it cannot be told without the time or the state of the books. */
export type BadField = { pointer: string; message: string };

/** An expected refusal: no money moved. `transaction` is there where the refusal was recorded as a failed one. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly transaction: Transaction | undefined;
  /** Whether this answers a repeated request with what the first one was told. */
  readonly replayed: boolean;
  /** Of an atomic batch: which of its movements was refused, counted from 0. */
  readonly movement: number | undefined;
  /** Of `validation_failed`: which fields of the body are wrong. */
  readonly fields: readonly BadField[] | undefined;

  constructor(code: RefusalCode, message: string, facts: RefusalFacts = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.transaction = facts.transaction;
    this.replayed = facts.replayed ?? false;
    this.movement = facts.movement;
    this.fields = facts.fields;
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
    const { transaction, replayed, movement, fields } = this;
    return {
      replayed,
      ...(transaction && { transaction }),
      ...(movement !== undefined && { movement }),
      ...(fields && { fields }),
    };
  }
}

/** A field of the body is not what it has to be at this moment. */
export function badField(pointer: string, message: string): Refusal {
  return badFields([{ pointer, message }]);
}

export function badFields(fields: readonly BadField[]): Refusal {
  const said = fields.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new Refusal('validation_failed', said, { fields });
}
