import { ascendingIds, isUniqueViolation, runStatement, type Database } from '@florin/database';
import { isCurrencyInUse } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AccountOpening } from '../entities/account-opening.ts';
import { Account, type Metadata } from '../entities/account.ts';
import type { Transaction } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { openingCredit } from '../movements/opening-credit.ts';
import { recordAccountEvents } from '../outbox/account-events.ts';
import type { RequestContext } from '../posting/command.ts';
import { formsOf, lookUpKey, onceUnderKey } from '../posting/key-uses.ts';
import type { ExternalAccounts } from '../posting/external-accounts.ts';
import { insertOfTransactions } from '../posting/record-transactions.ts';
import { badField, Refusal } from '../refusal.ts';
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
  external: ExternalAccounts,
  request: OpenAccountRequest,
  context: RequestContext,
): Promise<Opened> {
  const attempt = () => onceUnderKey(() => database.unitOfWork((em) => open(em, external, request, context)));
  try {
    return await attempt();
  } catch (error) {
    if (!isUniqueViolation(error, 'accounts_external_id')) throw error;
    // If it was the same request that took the name meanwhile, it is known now.
    return attempt().catch((again: unknown) => {
      throw isUniqueViolation(again, 'accounts_external_id') ? nameTaken(request) : again;
    });
  }
}

function nameTaken({ externalId }: OpenAccountRequest): Refusal {
  return new Refusal('duplicate_external_id', `external_id ${externalId} names another account already.`);
}

async function open(
  em: SqlEntityManager,
  external: ExternalAccounts,
  request: OpenAccountRequest,
  context: RequestContext,
): Promise<Opened> {
  const fingerprint = fingerprintOf('open_account', request);
  const { isKnown, now } = await lookUpKey(em, context, fingerprint);
  if (isKnown) return { account: await answeredBefore(em, context), replayed: true };
  refuseUnusedCurrency(request);

  const { initialBalance, ...properties } = request;
  const account = em.create(Account, {
    ...properties,
    id: ascendingIds('acct', now)(),
    tenantId: context.tenantId,
    createdAt: now,
    updatedAt: now,
  });
  const externalId = await external.ensure(em, context.tenantId, request.currency);
  const posted: Transaction[] =
    initialBalance > 0 ? [openingCredit(account, externalId, initialBalance, context, now)] : [];
  const answer = snapshotOf(account);
  if (context.idempotencyKey !== null) {
    const { tenantId, idempotencyKey } = context;
    const accountId = account.id;
    em.create(AccountOpening, {
      tenantId,
      idempotencyKey,
      fingerprint,
      accountId,
      answer,
      createdAt: now,
    });
  }
  await em.flush();
  await recordAccountEvents(em, account, ['opened']);
  for (const insert of insertOfTransactions(posted)) await runStatement(em, insert);
  return { account: answer, replayed: false };
}

/** The list of currencies changes with the version of this program: it is asked after the key. */
function refuseUnusedCurrency({ currency }: OpenAccountRequest): void {
  if (isCurrencyInUse(currency)) return;
  throw badField('/currency', 'must be a currency that ISO 4217 has in use, such as USD');
}

/** The answer to the opening under this key, which may have been kept in its quoted form. */
async function answeredBefore(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: RequestContext,
): Promise<AccountSnapshot> {
  const opening = await em.findOneOrFail(
    AccountOpening,
    { tenantId, idempotencyKey: { $in: formsOf(idempotencyKey!) } },
    { disableIdentityMap: true },
  );
  return opening.answer;
}
