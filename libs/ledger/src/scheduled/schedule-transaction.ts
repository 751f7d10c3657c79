import { isUniqueViolation, newId, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import type { Direction } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { MovementDetails } from '../movements/movement.ts';
import type { RequestContext } from '../posting/command.ts';
import { isKeyUsed } from '../posting/key-uses.ts';
import { keyReused } from '../posting/replays.ts';
import { Refusal } from '../refusal.ts';

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
export async function scheduleTransaction(
  database: Database,
  request: ScheduleRequest,
  context: RequestContext,
): Promise<Scheduled> {
  try {
    return await database.unitOfWork((em) => schedule(em, request, context));
  } catch (error) {
    // The same key won the race: now it is known.
    if (!isUniqueViolation(error, 'scheduled_transactions_key')) throw error;
    return database.unitOfWork((em) => schedule(em, request, context));
  }
}

async function schedule(
  em: SqlEntityManager,
  request: ScheduleRequest,
  context: RequestContext,
): Promise<Scheduled> {
  const { tenantId, idempotencyKey, requestId } = context;
  const fingerprint = idempotencyKey === null ? null : fingerprintOf('schedule_transaction', request);
  const known = await findKnown(em, context, fingerprint);
  if (known) return { scheduled: asAnsweredFirst(known), replayed: true };
  await checkAccounts(em, tenantId, request);
  const now = new Date();
  const scheduled = em.create(ScheduledTransactionEntity, {
    ...request,
    id: newId('sched'),
    tenantId,
    status: 'pending',
    claimedAt: null,
    transactionId: null,
    failureCode: null,
    failureMessage: null,
    idempotencyKey,
    fingerprint,
    requestId,
    createdAt: now,
    updatedAt: now,
  });
  return { scheduled, replayed: false };
}

/** What was scheduled under this key before. Throws where the key was used for something else. */
async function findKnown(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: RequestContext,
  fingerprint: Buffer | null,
): Promise<ScheduledTransaction | undefined> {
  if (idempotencyKey === null || fingerprint === null) return undefined;
  const key = { tenantId, idempotencyKey };
  const known = await em.findOne(ScheduledTransactionEntity, key, { disableIdentityMap: true });
  if (known?.fingerprint && fingerprint.equals(known.fingerprint)) return known;
  if (known || (await isKeyUsed(em, key, ['transactions', 'account_openings', 'batches']))) throw keyReused();
  return undefined;
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
