import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Transaction } from '../entities/transaction.ts';

/*
 * Append-only rows go in by one statement with one JSON parameter instead of the ORM's change sets: the text is the
 * same for any number of rows. See docs/decisions for the measurement.
 */
const record = `
  with entry as (
    insert into ledger.outbox (transaction_ids) values ($2::uuid[]) returning id
  )
  insert into ledger.transactions (
    id, tenant_id, type, status, from_account_id, to_account_id, currency, amount,
    from_account_version, to_account_version, from_balance_after, to_balance_after,
    from_held_after, to_held_after, moves_as, captured_amount, released_amount, parent_id, expires_at,
    reference, description, metadata, failure_code, failure_message,
    idempotency_key, fingerprint, request_id, received_at, effective_at, created_at, outbox_id
  )
  select
    row.id, tenant_id, type, status, from_account_id, to_account_id, currency, amount,
    from_account_version, to_account_version, from_balance_after, to_balance_after,
    from_held_after, to_held_after, moves_as, captured_amount, released_amount, parent_id, expires_at,
    reference, description, metadata, failure_code, failure_message,
    idempotency_key, decode(fingerprint, 'hex'), request_id, received_at, effective_at, created_at, entry.id
  from entry, json_to_recordset($1::json) as row (
    id uuid, tenant_id uuid, type text, status text, from_account_id uuid, to_account_id uuid,
    currency text, amount bigint,
    from_account_version bigint, to_account_version bigint, from_balance_after bigint, to_balance_after bigint,
    from_held_after bigint, to_held_after bigint, moves_as text, captured_amount bigint, released_amount bigint,
    parent_id uuid, expires_at timestamptz,
    reference text, description text, metadata jsonb, failure_code text, failure_message text,
    idempotency_key text, fingerprint text, request_id text, received_at timestamptz,
    effective_at timestamptz, created_at timestamptz
  )`;

/**
 * Inserts transactions in the order of their decisions, and the commit's one outbox row, in one statement.
 * The accounts must have been flushed: the database compares the two.
 */
export async function recordTransactions(
  em: SqlEntityManager,
  transactions: readonly Transaction[],
): Promise<void> {
  if (transactions.length === 0) return;
  const rows = transactions.map(toRow);
  await runParameterized(em, record, [JSON.stringify(rows), rows.map(({ id }) => id)]);
}

function toRow(transaction: Transaction) {
  return {
    id: idToUuid(transaction.id),
    tenant_id: idToUuid(transaction.tenantId),
    type: transaction.type,
    status: transaction.status,
    from_account_id: idToUuid(transaction.fromAccountId),
    to_account_id: idToUuid(transaction.toAccountId),
    currency: transaction.currency,
    amount: transaction.amount,
    from_account_version: transaction.fromAccountVersion,
    to_account_version: transaction.toAccountVersion,
    from_balance_after: transaction.fromBalanceAfter,
    to_balance_after: transaction.toBalanceAfter,
    from_held_after: transaction.fromHeldAfter,
    to_held_after: transaction.toHeldAfter,
    moves_as: transaction.movesAs,
    captured_amount: transaction.capturedAmount,
    released_amount: transaction.releasedAmount,
    parent_id: transaction.parentId === null ? null : idToUuid(transaction.parentId),
    expires_at: transaction.expiresAt,
    reference: transaction.reference,
    description: transaction.description,
    metadata: transaction.metadata,
    failure_code: transaction.failureCode,
    failure_message: transaction.failureMessage,
    idempotency_key: transaction.idempotencyKey,
    fingerprint: transaction.fingerprint?.toString('hex') ?? null,
    request_id: transaction.requestId,
    received_at: transaction.receivedAt,
    effective_at: transaction.effectiveAt,
    created_at: transaction.createdAt,
  };
}
