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
  | 'service_unavailable';

/** An expected refusal: no money moved. `transaction` is there where the refusal was recorded as a failed one. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly transaction: Transaction | undefined;
  /** Whether this answers a repeated request with what the first one was told. */
  readonly replayed: boolean;

  constructor(
    code: RefusalCode,
    message: string,
    recorded: { transaction?: Transaction; replayed?: boolean } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.transaction = recorded.transaction;
    this.replayed = recorded.replayed ?? false;
  }
}
