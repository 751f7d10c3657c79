import { exact, type components } from '@florin/http';
import type { AccountLine } from '@florin/ledger';
import { metadataView } from './metadata-view.ts';

/** Formats a movement as in the HTTP contract, from one account's side. */
export function lineView(line: AccountLine): components['schemas']['AccountLine'] {
  return {
    transaction_id: line.transactionId,
    type: line.type,
    direction: line.direction,
    amount: line.amount,
    balance_change: line.change,
    ...exact('balance_after', line.balanceAfter),
    held_after: line.heldAfter,
    account_version: line.version,
    counterparty_account_id: line.counterpartyAccountId,
    reference: line.reference,
    description: line.description,
    metadata: metadataView(line.metadata),
    effective_at: line.effectiveAt.toISOString(),
    created_at: line.createdAt.toISOString(),
  };
}
