import { isLockTimeout, readClock, runParameterized, type Database } from '@florin/database';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  type AccountSnapshot,
  type AccountTerms,
  beginsDailyLimit,
  Refusal,
  snapshotOf,
  termsChange,
  termsRefusal,
} from '@florin/rules';
import { Account } from '../entities/account.ts';
import { recordAccountEvents, type AccountChange } from '../outbox/account-events.ts';
import { momentAfter } from '../posting/load.ts';
import type { RequestContext } from '../posting/command.ts';
import { recordChange } from './record-change.ts';
import { countSpentToday } from './spent-today.ts';

/**
 * Changes an account's terms in one unit of work, with a record of the change and its events. Returns the changed account.
 * Terms that already have the requested value are skipped; if all are skipped, nothing is written. Waits for the
 * account's row lock at most `waitMs`. Throws `not_found`, `state_conflict`, and `transaction_in_progress` when another
 * transaction held the lock for longer.
 */
export async function changeAccount(
  database: Database,
  id: string,
  terms: Partial<AccountTerms>,
  context: RequestContext,
): Promise<AccountSnapshot> {
  try {
    return await database.unitOfWork((em) => change(em, id, terms, context));
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new Refusal(
      'transaction_in_progress',
      'Another transaction holds this account; nothing was changed. Try again.',
    );
  }
}

async function change(
  em: SqlEntityManager,
  id: string,
  terms: Partial<AccountTerms>,
  context: RequestContext,
): Promise<AccountSnapshot> {
  const account = await lockAccount(em, id, context);
  const changed = termsChange(account, terms);
  const { before, after } = changed;
  if (Object.keys(after).length === 0) return snapshotOf(account);
  const refusal = termsRefusal(account, after);
  if (refusal) throw refusal;

  const now = momentAfter([account], await readClock(em));
  Object.assign(account, after, { updatedAt: now });
  if (beginsDailyLimit(changed)) await countSpentToday(em, account, now);
  await em.flush();
  await recordChange(em, account, changed, context);
  await recordAccountEvents(em, account, changesOf(before, after), context);
  return snapshotOf(account);
}

async function lockAccount(
  em: SqlEntityManager,
  id: string,
  { tenantId, waitMs }: RequestContext,
): Promise<Account> {
  // PostgreSQL has no limit for 0.
  await runParameterized(em, `select set_config('lock_timeout', $1, true)`, [String(Math.max(1, waitMs))]);
  const account = await em.findOne(
    Account,
    { id, tenantId, kind: 'customer' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
  return account;
}

/** One event for a change of status, and one for all other changes. */
function changesOf(
  { status: statusBefore, ...termsBefore }: Partial<AccountTerms>,
  { status }: Partial<AccountTerms>,
): AccountChange[] {
  const changes: AccountChange[] = Object.keys(termsBefore).length > 0 ? ['updated'] : [];
  if (status === 'closed' || status === 'frozen') changes.push(status);
  if (status === 'open' && statusBefore === 'frozen') changes.push('unfrozen');
  return changes;
}
