import { idFromUuid } from '@florin/database';
import type { Movement } from './movement.ts';

/** A movement as an alert shows it and keeps it, ids prefixed; the contract's shape. */
export type Evidence = {
  transaction_id: string;
  type: string;
  status: Movement['outcome'];
  direction: Movement['direction'];
  amount: number;
  currency: string;
  counterparty_account_id: string | null;
  occurred_at: string;
};

export const evidenceOf = (movement: Movement): Evidence => ({
  transaction_id: idFromUuid('txn', movement.transactionId),
  type: movement.type,
  status: movement.outcome,
  direction: movement.direction,
  amount: movement.amount,
  currency: movement.currency,
  counterparty_account_id:
    movement.counterpartyId === null ? null : idFromUuid('acct', movement.counterpartyId),
  occurred_at: new Date(movement.occurredAt).toISOString(),
});
