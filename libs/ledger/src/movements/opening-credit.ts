import { newId } from '@florin/database';
import type { Account } from '../entities/account.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { RequestContext } from '../posting/command.ts';

/** The first movement of a new account: its initial balance arrives from the world outside. */
export function openingCredit(
  account: Account,
  outsideId: string,
  amount: number,
  context: RequestContext,
  fingerprint: Buffer,
  now: Date,
): Transaction {
  account.credit(amount, now);
  return {
    id: newId('txn'),
    tenantId: context.tenantId,
    type: 'credit',
    status: 'completed',
    fromAccountId: outsideId,
    toAccountId: account.id,
    currency: account.currency,
    amount,
    fromAccountVersion: null,
    toAccountVersion: account.version,
    fromBalanceAfter: null,
    toBalanceAfter: account.balance,
    reference: null,
    description: 'Opening balance',
    metadata: null,
    failureCode: null,
    failureMessage: null,
    // The key stands here too, so that PostgreSQL refuses a second movement under it.
    idempotencyKey: context.idempotencyKey,
    fingerprint: context.idempotencyKey === null ? null : fingerprint,
    requestId: context.requestId,
    effectiveAt: now,
    createdAt: now,
  };
}
