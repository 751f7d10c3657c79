import { idToUuid, readClock, runParameterized, sqlstate, type Database } from '@florin/database';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { isDeepStrictEqual } from 'node:util';
import { Account, type AccountTerms } from '../entities/account.ts';
import { recordAccountEvents, type AccountChange } from '../outbox/account-events.ts';
import { momentAfter } from '../posting/books.ts';
import type { RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { snapshotOf, type AccountSnapshot } from '../entities/account-snapshot.ts';
import { countSpentToday } from './spent-today.ts';

const lockNotAvailable = '55P03';

/**
 * Changes an account's terms in one unit of work with the record of it and its events; answers with the account as it is
 * then. What is the case already is not changed again, and changing nothing writes nothing. Holds the account's row lock,
 * which is waited for as long as the request is willing to.
 * Throws `not_found`, `state_conflict`, and `transaction_in_progress` when the wait was in vain.
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
    if (sqlstate(error) !== lockNotAvailable) throw error;
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
  const { before, after } = differenceOf(account, terms);
  if (Object.keys(after).length === 0) return snapshotOf(account);
  const refusal = account.refusesTerms(after);
  if (refusal) throw refusal;

  const now = momentAfter([account], await readClock(em));
  Object.assign(account, after, { updatedAt: now });
  if (typeof after.dailyLimit === 'number' && before.dailyLimit === null) {
    await countSpentToday(em, account, now);
  }
  await em.flush();
  await recordChange(em, account, before, after, context.requestId);
  await recordAccountEvents(em, account, changesOf(before, after));
  return snapshotOf(account);
}

async function lockAccount(
  em: SqlEntityManager,
  id: string,
  { tenantId, waitMs }: RequestContext,
): Promise<Account> {
  // 0 would mean to wait for ever.
  await runParameterized(em, `select set_config('lock_timeout', $1, true)`, [String(Math.max(1, waitMs))]);
  const account = await em.findOne(
    Account,
    { id, tenantId, kind: 'customer' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
  return account;
}

/** The terms that differ from what the account says, with both values. */
function differenceOf(account: Account, terms: Partial<AccountTerms>) {
  const before: Partial<AccountTerms> = {};
  const after: Partial<AccountTerms> = {};
  for (const name of Object.keys(terms) as (keyof AccountTerms)[]) {
    const old = account[name] ?? null;
    if (terms[name] === undefined || isSame(old, terms[name])) continue;
    Object.assign(before, { [name]: old });
    Object.assign(after, { [name]: terms[name] });
  }
  return { before, after };
}

function isSame(old: unknown, wanted: unknown): boolean {
  if (typeof old !== 'object' || typeof wanted !== 'object') return old === wanted;
  return isDeepStrictEqual({ ...old }, { ...wanted });
}

/** One event for the change of status, and one for all the rest. */
function changesOf(
  { status: statusBefore, ...termsBefore }: Partial<AccountTerms>,
  { status }: Partial<AccountTerms>,
): AccountChange[] {
  const changes: AccountChange[] = Object.keys(termsBefore).length > 0 ? ['updated'] : [];
  if (status === 'closed' || status === 'frozen') changes.push(status);
  if (status === 'open' && statusBefore === 'frozen') changes.push('unfrozen');
  return changes;
}

async function recordChange(
  em: SqlEntityManager,
  account: Account,
  before: Partial<AccountTerms>,
  after: Partial<AccountTerms>,
  requestId: string | null,
): Promise<void> {
  const record = `
    insert into ledger.account_changes (account_id, account_version, before, after, request_id, changed_at)
    values ($1, $2, $3::jsonb, $4::jsonb, $5, $6)`;
  const values = [before, after].map((terms) => JSON.stringify(asContractNames(terms)));
  const parameters = [idToUuid(account.id), account.version, ...values, requestId, account.updatedAt];
  await runParameterized(em, record, parameters);
}

const contractNames: Record<keyof AccountTerms, string> = {
  name: 'name',
  metadata: 'metadata',
  overdraftLimit: 'overdraft_limit',
  movementLimit: 'movement_limit',
  dailyLimit: 'daily_limit',
  status: 'status',
};

function asContractNames(terms: Partial<AccountTerms>): object {
  return Object.fromEntries(
    Object.entries(terms).map(([name, value]) => [contractNames[name as keyof AccountTerms], value]),
  );
}
