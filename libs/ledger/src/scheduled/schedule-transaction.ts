import { ascendingIds, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import type { Direction } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { mistimedFields } from '../movements/mistimed.ts';
import type { MovementDetails } from '../movements/movement.ts';
import type { RequestContext } from '../posting/command.ts';
import { formsOf, lookUpKey, onceUnderKey } from '../posting/key-uses.ts';
import { badFields, Refusal } from '../refusal.ts';

/** A movement between two sides, of which null is the world outside, and when it is to be posted. */
export type ScheduleRequest = Omit<MovementDetails, 'effectiveAt'> & {
  type: Direction;
  fromAccountId: string | null;
  toAccountId: string | null;
  scheduledFor: Date;
};

export type Scheduled = { scheduled: ScheduledTransaction; replayed: boolean };

/**
 * Keeps a movement for later. Whether the account covers it is decided then; that its accounts exist, are in its currency
 * and not closed for ever is decided now. Throws `not_found`, `currency_mismatch`, `state_conflict`.
 */
export function scheduleTransaction(
  database: Database,
  request: ScheduleRequest,
  context: RequestContext,
): Promise<Scheduled> {
  return onceUnderKey(() => database.unitOfWork((em) => schedule(em, request, context)));
}

async function schedule(
  em: SqlEntityManager,
  request: ScheduleRequest,
  context: RequestContext,
): Promise<Scheduled> {
  const { tenantId, idempotencyKey, requestId } = context;
  const fingerprint = fingerprintOf('schedule_transaction', request);
  const { isKnown, now } = await lookUpKey(em, context, fingerprint);
  if (isKnown) return { scheduled: asAnsweredFirst(await findKnown(em, context)), replayed: true };
  const mistimed = mistimedFields(request, now);
  if (mistimed.length > 0) throw badFields(mistimed);
  await checkAccounts(em, tenantId, request);
  const scheduled = em.create(ScheduledTransactionEntity, {
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
    createdAt: now,
    updatedAt: now,
  });
  return { scheduled, replayed: false };
}

/** What was scheduled under this key, which may have been kept in its quoted form. */
function findKnown(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: RequestContext,
): Promise<ScheduledTransaction> {
  const key = { tenantId, idempotencyKey: { $in: formsOf(idempotencyKey!) } };
  return em.findOneOrFail(ScheduledTransactionEntity, key, { disableIdentityMap: true });
}

/** A repeated request is answered as the first one was, whatever has become of it since. */
function asAnsweredFirst(scheduled: ScheduledTransaction): ScheduledTransaction {
  const untouched = {
    status: 'pending',
    transactionId: null,
    failureCode: null,
    failureMessage: null,
  } as const;
  return { ...scheduled, ...untouched, updatedAt: scheduled.createdAt };
}

async function checkAccounts(
  em: SqlEntityManager,
  tenantId: string,
  request: ScheduleRequest,
): Promise<void> {
  const ids = [request.fromAccountId, request.toAccountId].filter((id) => id !== null);
  const accounts = await em.find(Account, { id: { $in: ids }, tenantId, kind: 'customer' });
  for (const id of ids) {
    const account = accounts.find((each) => each.id === id);
    if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
    if (account.currency !== request.currency) {
      throw new Refusal(
        'currency_mismatch',
        `Account ${id} is in ${account.currency}, not ${request.currency}.`,
      );
    }
    if (account.status === 'closed') {
      throw new Refusal('state_conflict', `Account ${id} is closed; nothing will ever move on it again.`);
    }
  }
}
