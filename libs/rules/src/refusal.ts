import type { Transaction } from './transaction.ts';

/** Every reason for which the bank refuses a request. The codes are the contract's. */
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
  | 'rate_limited'
  | 'account_contended'
  | 'overloaded'
  | 'service_unavailable';

type RefusalFacts = {
  transaction?: Transaction | undefined;
  replayed?: boolean;
  movement?: number | undefined;
  fields?: readonly BadField[] | undefined;
  limit?: number | undefined;
};

/** A wrong field of a request that only a rule can find, not the contract's schema. In the body unless `in` says otherwise. */
export type BadField = { pointer: string; message: string; in?: 'body' | 'query' };

/** An expected refusal: no money moved. `transaction` is set where the refusal was recorded as a failed transaction. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly transaction: Transaction | undefined;
  /** Whether this repeats the answer to an earlier request under the same idempotency key. */
  readonly replayed: boolean;
  /** In an atomic batch: the index of the refused movement. */
  readonly movement: number | undefined;
  /** With `validation_failed`: the wrong fields. */
  readonly fields: readonly BadField[] | undefined;
  /** With `rate_limited`: how much the tenant may have at the moment. */
  readonly limit: number | undefined;

  constructor(code: RefusalCode, message: string, facts: RefusalFacts = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.transaction = facts.transaction;
    this.replayed = facts.replayed ?? false;
    this.movement = facts.movement;
    this.fields = facts.fields;
    this.limit = facts.limit;
  }

  /** The same refusal as the answer to a repeated request. */
  again(): Refusal {
    return this.#with({ replayed: true });
  }

  /** The same refusal as the answer to the atomic batch that contains this movement. */
  ofMovement(movement: number): Refusal {
    return this.#with({ movement });
  }

  #with(changes: RefusalFacts): Refusal {
    const { code, message, transaction, replayed, movement, fields, limit } = this;
    return new Refusal(code, message, { transaction, replayed, movement, fields, limit, ...changes });
  }
}

/** A field of the body is wrong. */
export function badField(pointer: string, message: string): Refusal {
  return badFields([{ pointer, message }]);
}

export function badFields(fields: readonly BadField[]): Refusal {
  const message = fields.map((field) => `${field.pointer} ${field.message}`).join('; ');
  return new Refusal('validation_failed', message, { fields });
}
