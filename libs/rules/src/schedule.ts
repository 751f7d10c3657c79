import type { ActorRecord, actorView } from './actor.ts';
import type { AccountState } from './account.ts';
import { assertDifferentAccounts, type MovementDetails } from './movement.ts';
import { movementDetails, type AccountBody } from './movement-body.ts';
import { kinds } from './kinds.ts';
import { badFields, Refusal, type BadField } from './refusal.ts';
import type { Between, Direction } from './transaction.ts';

/** A movement that is to be posted later; null is the external account. */
export type Schedule = Omit<MovementDetails, 'effectiveAt'> &
  Between & { type: Direction; scheduledFor: Date };

export type ScheduledStatus = 'pending' | 'executed' | 'failed' | 'cancelled';

/** A recorded schedule, and what became of it. */
export type ScheduledTransaction = Schedule &
  ActorRecord & {
    id: string;
    requestId: string | null;
    status: ScheduledStatus;
    transactionId: string | null;
    failureCode: string | null;
    failureMessage: string | null;
    /** Who cancelled it; null unless it is cancelled, and for cancellations from before actors were recorded. */
    cancelledBy: ReturnType<typeof actorView> | null;
    createdAt: Date;
    updatedAt: Date;
  };

const accountFields = ['account_id', 'from_account_id', 'to_account_id'] as const;

/** The schedule that a body describes. Throws `validation_failed` where it names other accounts than its type has. */
export function scheduleOfBody(body: AccountBody & { type: Direction; scheduled_for: string }): Schedule {
  const { type, account_id: accountId, from_account_id: fromAccountId, to_account_id: toAccountId } = body;
  const own: readonly string[] = type === 'transfer' ? ['from_account_id', 'to_account_id'] : ['account_id'];
  const wrong = accountFields.flatMap((field): BadField[] => {
    const belongs = own.includes(field);
    if (belongs === (body[field] !== undefined)) return [];
    const message = belongs ? `is required for a ${type}` : `is not known for a ${type}`;
    return [{ pointer: `/${field}`, message }];
  });
  if (wrong.length > 0) throw badFields(wrong);
  const between = kinds[type].between({
    ...(accountId !== undefined && { accountId }),
    ...(fromAccountId !== undefined && { fromAccountId }),
    ...(toAccountId !== undefined && { toAccountId }),
  });
  assertDifferentAccounts(between);
  return { type, ...between, scheduledFor: new Date(body.scheduled_for), ...movementDetails(body) };
}

/**
 * Why nothing can be scheduled for this account, or undefined. Whether the account covers the amount is decided when the
 * movement is posted.
 */
export function schedulingRefusal(
  id: string,
  account: Pick<AccountState, 'currency' | 'status'> | undefined,
  currency: string,
): Refusal | undefined {
  if (!account) return new Refusal('not_found', `There is no account ${id}.`);
  if (account.currency !== currency) {
    return new Refusal('currency_mismatch', `Account ${id} is in ${account.currency}, not ${currency}.`);
  }
  if (account.status !== 'closed') return undefined;
  return new Refusal('state_conflict', `Account ${id} is closed; nothing will ever move on it again.`);
}
