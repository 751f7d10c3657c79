import { isUniqueViolation, newId, runStatement, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AccountOpening } from '../entities/account-opening.ts';
import { Account, type Metadata } from '../entities/account.ts';
import type { Transaction } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { openingCredit } from '../movements/opening-credit.ts';
import { recordAccountEvents } from '../outbox/account-events.ts';
import type { RequestContext } from '../posting/command.ts';
import { isKeyUsed } from '../posting/key-uses.ts';
import type { OutsideAccounts } from '../posting/outside-accounts.ts';
import { insertOfTransactions } from '../posting/record-transactions.ts';
import { keyReused } from '../posting/replays.ts';
import { Refusal } from '../refusal.ts';
import { snapshotOf, type AccountSnapshot } from './account-snapshot.ts';

/** Money in minor units of `currency` (ISO 4217). */
export type OpenAccountRequest = {
  currency: string;
  /** Posted as a credit from the world outside; 0 posts nothing. */
  initialBalance: number;
  overdraftLimit: number;
  /** Left out where there is none, and not null: a key that came before there were limits keeps its fingerprint. */
  movementLimit?: number;
  dailyLimit?: number;
  /** The caller's own id, unique per tenant. */
  externalId: string | null;
  name: string | null;
  metadata: Metadata;
};

export type Opened = { account: AccountSnapshot; replayed: boolean };

/** Opens an account in one unit of work with its opening credit, its event and the answer to its idempotency key. */
export async function openAccount(
  database: Database,
  outside: OutsideAccounts,
  request: OpenAccountRequest,
  context: RequestContext,
): Promise<Opened> {
  try {
    return await database.unitOfWork((em) => open(em, outside, request, context));
  } catch (error) {
    if (isUniqueViolation(error, 'accounts_external_id')) {
      throw new Refusal(
        'duplicate_external_id',
        `external_id ${request.externalId} names another account already.`,
      );
    }
    // The same key won the race in another process: now it is known.
    const raced =
      isUniqueViolation(error, 'account_openings_key') ||
      isUniqueViolation(error, 'transactions_idempotency_key');
    if (!raced) throw error;
    return database.unitOfWork((em) => open(em, outside, request, context));
  }
}

async function open(
  em: SqlEntityManager,
  outside: OutsideAccounts,
  request: OpenAccountRequest,
  context: RequestContext,
): Promise<Opened> {
  const fingerprint = fingerprintOf('open_account', request);
  const known = await findOpening(em, context, fingerprint);
  if (known) return { account: known, replayed: true };

  const now = new Date();
  const { initialBalance, ...properties } = request;
  const account = em.create(Account, {
    ...properties,
    id: newId('acct'),
    tenantId: context.tenantId,
    createdAt: now,
    updatedAt: now,
  });
  const outsideId = await outside.ensure(em, context.tenantId, request.currency);
  const posted: Transaction[] =
    initialBalance > 0 ? [openingCredit(account, outsideId, initialBalance, context, fingerprint, now)] : [];
  const answer = snapshotOf(account);
  if (context.idempotencyKey !== null) {
    const { tenantId, idempotencyKey } = context;
    em.create(AccountOpening, { tenantId, idempotencyKey, fingerprint, accountId: account.id, answer });
  }
  await em.flush();
  await recordAccountEvents(em, account, ['opened']);
  for (const insert of insertOfTransactions(posted)) await runStatement(em, insert);
  return { account: answer, replayed: false };
}

/** The first answer under this key, if there was one. Throws where the key was used for something else. */
async function findOpening(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: RequestContext,
  fingerprint: Buffer,
): Promise<AccountSnapshot | undefined> {
  if (idempotencyKey === null) return undefined;
  // In this order: an opening that commits between the two is then seen by the second, with its opening credit or not.
  const used = await isKeyUsed(em, { tenantId, idempotencyKey }, [
    'transactions',
    'batches',
    'scheduled_transactions',
  ]);
  const opening = await em.findOne(
    AccountOpening,
    { tenantId, idempotencyKey },
    { disableIdentityMap: true },
  );
  if (opening && fingerprint.equals(opening.fingerprint)) return opening.answer;
  if (opening || used) throw keyReused();
  return undefined;
}
