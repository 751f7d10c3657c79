import { encodeEvent, transactionsHolds, type EncodedEvent } from '@florin/events';
import { asPosted, directionOf, type Transaction } from '@florin/rules';
import { callerFields } from './caller-fields.ts';

/**
 * The event about the change of a hold by a transaction, for the paying account. `hold` may have changed again since, so
 * only its constant fields are used; everything else is on the transaction's own row.
 */
export function holdEvent(
  changed: Transaction,
  change: 'placed' | 'captured' | 'voided' | 'expired',
  hold: Transaction,
): EncodedEvent {
  const { id, tenantId, fromAccountId, toAccountId, amount, capturedAmount } = asPosted(changed);
  const hasEnded = changed.releasedAmount !== null;
  return encodeEvent(transactionsHolds, {
    id: `${id}:${fromAccountId}:hold`,
    tenantId,
    accountId: fromAccountId,
    time: changed.createdAt.toISOString(),
    data: {
      hold_id: hold.id,
      transaction_id: id,
      tenant_id: tenantId,
      account_id: fromAccountId,
      counterparty_account_id: directionOf(changed) === 'transfer' ? toAccountId : null,
      change,
      amount,
      currency: changed.currency,
      hold_amount: hold.amount,
      captured_amount: capturedAmount!,
      remaining_amount: hasEnded ? 0 : hold.amount - capturedAmount!,
      status: hasEnded && change !== 'placed' ? change : 'held',
      held_after: changed.fromHeldAfter ?? 0,
      balance_after: changed.fromBalanceAfter!,
      account_version: changed.fromAccountVersion!,
      expires_at: hold.expiresAt?.toISOString() ?? null,
      ...callerFields(changed),
    },
  });
}
