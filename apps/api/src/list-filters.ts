import type { OperationRequest } from '@florin/http';
import type { AccountFilter, TransactionFilter } from '@florin/ledger';
import { boundOf } from '@florin/rules';

/** Converts the query parameters to the ledger's filter. `below` is the position of the cursor. */
export function transactionFilter(
  query: OperationRequest<'listTransactions'>['query'],
  below: string | undefined,
): TransactionFilter {
  return {
    accountId: query.account_id,
    types: query.type,
    statuses: query.status,
    amountMin: query.amount_min,
    amountMax: query.amount_max,
    reference: query.reference,
    metadata: query.metadata,
    createdFrom: bound(query.created_from),
    createdTo: bound(query.created_to),
    effectiveFrom: bound(query.effective_from),
    effectiveTo: bound(query.effective_to),
    limit: query.limit,
    below,
  };
}

/** Converts the query parameters to the ledger's filter. `below` is the position of the cursor. */
export function accountFilter(
  query: OperationRequest<'listAccounts'>['query'],
  below: string | undefined,
): AccountFilter {
  return {
    externalId: query.external_id,
    currency: query.currency,
    statuses: query.status,
    name: query.name,
    metadata: query.metadata,
    createdFrom: bound(query.created_from),
    createdTo: bound(query.created_to),
    limit: query.limit,
    below,
  };
}

function bound(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : boundOf(time);
}
