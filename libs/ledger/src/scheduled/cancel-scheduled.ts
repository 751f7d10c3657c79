import { idToUuid, runParameterized, type Database } from '@florin/database';
import { type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { getScheduledTransaction } from '../questions/scheduled-transactions.ts';
import { Refusal } from '../refusal.ts';

const cancel = `
  update ledger.scheduled_transactions set status = 'cancelled', updated_at = now()
  where id = $1 and tenant_id = $2 and status = 'pending' and claimed_at is null`;

/**
 * Cancels what has not begun to be executed; one that is cancelled already stays so. Of a cancellation and an execution
 * at the same moment exactly one happens. Throws `not_found`, and `state_conflict` where it is too late.
 */
export async function cancelScheduledTransaction(
  database: Database,
  tenantId: string,
  id: string,
): Promise<ScheduledTransaction> {
  await database.unitOfWork((em) => runParameterized(em, cancel, [idToUuid(id), idToUuid(tenantId)]));
  const scheduled = await getScheduledTransaction(database, tenantId, id);
  if (scheduled.status === 'cancelled') return scheduled;
  const state = scheduled.status === 'pending' ? 'being executed' : scheduled.status;
  throw new Refusal('state_conflict', `Scheduled transaction ${id} is ${state}; it cannot be cancelled.`);
}
