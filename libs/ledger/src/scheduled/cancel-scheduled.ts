import { idToUuid, runParameterized, type Database } from '@florin/database';
import { actorView, Refusal } from '@florin/rules';
import type { ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { RequestContext } from '../posting/command.ts';
import { takeKey } from '../idempotency-keys.ts';
import { findScheduledTransaction } from '../queries/scheduled-transactions.ts';

const cancel = `
  update ledger.scheduled_transactions set status = 'cancelled', updated_at = now(), cancelled_by = $3::jsonb
  where id = $1 and tenant_id = $2 and status = 'pending' and claimed_at is null`;

/**
 * Cancels a scheduled transaction whose execution has not begun, and records who did; one that is already cancelled is returned. Of a
 * cancellation and an execution at the same moment exactly one succeeds. Throws `not_found`, `state_conflict` when it is
 * too late, and `idempotency_key_reused`. A failed cancellation does not use up the key.
 */
export function cancelScheduledTransaction(
  database: Database,
  id: string,
  { tenantId, idempotencyKey, actor }: Pick<RequestContext, 'tenantId' | 'idempotencyKey' | 'actor'>,
): Promise<ScheduledTransaction> {
  return database.unitOfWork(async (em) => {
    if (idempotencyKey !== null) {
      const fingerprint = fingerprintOf('cancel_scheduled_transaction', { id });
      await takeKey(em, 'cancelScheduledTransaction', { tenantId, idempotencyKey, fingerprint });
    }
    const by = actor === null ? null : JSON.stringify(actorView(actor));
    await runParameterized(em, cancel, [idToUuid(id), idToUuid(tenantId), by]);
    const scheduled = await findScheduledTransaction(em, tenantId, id);
    if (scheduled.status === 'cancelled') return scheduled;
    const state = scheduled.status === 'pending' ? 'being executed' : scheduled.status;
    throw new Refusal('state_conflict', `Scheduled transaction ${id} is ${state}; it cannot be cancelled.`);
  });
}
