import { idToUuid, isLockTimeout, readClock, runParameterized, type Database } from '@florin/database';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  type AccountSnapshot,
  type AccountTerms,
  actorRecord,
  beginsDailyLimit,
  keysOf,
  Refusal,
  snapshotOf,
  termsChange,
  termsRefusal,
} from '@florin/rules';
import { Account } from '../entities/account.ts';
import { recordAccountEvents, type AccountChange } from '../outbox/account-events.ts';
import { momentAfter } from '../posting/load.ts';
import type { RequestContext } from '../posting/command.ts';
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
  await recordChange(em, account, before, after, context);
  await recordAccountEvents(em, account, changesOf(before, after), context.actor);
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

async function recordChange(
  em: SqlEntityManager,
  account: Account,
  before: Partial<AccountTerms>,
  after: Partial<AccountTerms>,
  { requestId, actor }: RequestContext,
): Promise<void> {
  const record = `
    insert into ledger.account_changes (account_id, account_version, before, after, request_id, changed_at,
      actor_id, token_id, server_request_id, address, on_behalf_of)
    values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8, $9, $10, $11)`;
  const values = [before, after].map((terms) => JSON.stringify(asContractNames(terms)));
  const { actorId, tokenId, serverRequestId, address, onBehalfOf } = actorRecord(actor);
  const by = [actorId, tokenId, serverRequestId, address, onBehalfOf];
  const parameters = [idToUuid(account.id), account.version, ...values, requestId, account.updatedAt, ...by];
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
const termNames = keysOf(contractNames);

function asContractNames(terms: Partial<AccountTerms>): object {
  const present = termNames.filter((name) => name in terms);
  return Object.fromEntries(present.map((name) => [contractNames[name], terms[name]]));
}
