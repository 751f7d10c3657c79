import { ascendingIds, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { actorRecord, mistimedRefusal, type Schedule, schedulingRefusal } from '@florin/rules';
import { Account } from '../entities/account.ts';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { RequestContext } from '../posting/command.ts';
import { insertOrRead } from '../idempotency-keys.ts';

export type Scheduled = { scheduled: ScheduledTransaction; replayed: boolean };

/**
 * Records a movement that is to be posted later. It is decided then whether the account covers it. Checked now: its
 * accounts exist, have its currency and are not closed. Throws `not_found`, `currency_mismatch`, `state_conflict`.
 */
export async function scheduleTransaction(
  database: Database,
  request: Schedule,
  context: RequestContext,
): Promise<Scheduled> {
  const fingerprint = fingerprintOf('schedule_transaction', request);
  const { row, replayed } = await insertOrRead(database, context, {
    fingerprint,
    insert: (em, now) => schedule(em, request, { ...context, fingerprint, now }),
    read: (em, key) => em.findOneOrFail(ScheduledTransactionEntity, key, { disableIdentityMap: true }),
  });
  return { scheduled: replayed ? asAnsweredFirst(row) : row, replayed };
}

async function schedule(
  em: SqlEntityManager,
  request: Schedule,
  {
    tenantId,
    idempotencyKey,
    requestId,
    actor,
    fingerprint,
    now,
  }: RequestContext & { fingerprint: Buffer; now: Date },
): Promise<ScheduledTransaction> {
  const mistimed = mistimedRefusal(request, now);
  if (mistimed) throw mistimed;
  await checkAccounts(em, tenantId, request);
  return em.create(ScheduledTransactionEntity, {
    ...request,
    id: ascendingIds('sched', now)(),
    tenantId,
    status: 'pending',
    claimedAt: null,
    transactionId: null,
    failureCode: null,
    failureMessage: null,
    idempotencyKey,
    fingerprint: idempotencyKey === null ? null : fingerprint,
    requestId,
    ...actorRecord(actor),
    cancelledBy: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** A repeated request gets the answer of the first one, even if the scheduled transaction has changed since. */
function asAnsweredFirst(scheduled: ScheduledTransaction): ScheduledTransaction {
  const untouched = {
    status: 'pending',
    transactionId: null,
    failureCode: null,
    failureMessage: null,
    cancelledBy: null,
  } as const;
  return { ...scheduled, ...untouched, updatedAt: scheduled.createdAt };
}

async function checkAccounts(em: SqlEntityManager, tenantId: string, request: Schedule): Promise<void> {
  const ids = [request.fromAccountId, request.toAccountId].filter((id) => id !== null);
  const accounts = await em.find(Account, { id: { $in: ids }, tenantId, kind: 'customer' });
  for (const id of ids) {
    const account = accounts.find((each) => each.id === id);
    const refusal = schedulingRefusal(id, account, request.currency);
    if (refusal) throw refusal;
  }
}
