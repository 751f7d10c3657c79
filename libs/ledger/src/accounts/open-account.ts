import { ascendingIds, isUniqueViolation, runStatement, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  type AccountSnapshot,
  decideBetween,
  isRefused,
  type Metadata,
  movementBetween,
  openingRefusal,
  Refusal,
  snapshotOf,
  type Transaction,
} from '@florin/rules';
import { AccountOpening } from '../entities/account-opening.ts';
import { Account } from '../entities/account.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { recordAccountEvents } from '../outbox/account-events.ts';
import type { RequestContext } from '../posting/command.ts';
import { insertOrRead } from '../idempotency-keys.ts';
import { ledgerState, type ExternalAccounts } from '../posting/load.ts';
import { insertOfTransactions } from '../posting/write.ts';
import { recordOpening } from './record-change.ts';

/** Money in minor units of `currency` (ISO 4217). */
export type OpenAccountRequest = {
  currency: string;
  /** Posted as a credit from the external account; 0 posts nothing. */
  initialBalance: number;
  overdraftLimit: number;
  /** Absent rather than null when there is no limit, so that requests from before limits existed keep their fingerprint. */
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
  const fingerprint = fingerprintOf('open_account', request);
  const attempt = () =>
    insertOrRead(database, context, {
      fingerprint,
      insert: (em, now) => open(em, external, request, { ...context, fingerprint, now }),
      read: async (em, key) =>
        (await em.findOneOrFail(AccountOpening, key, { disableIdentityMap: true })).answer,
    });
  const { row: account, replayed } = await attempt().catch((error: unknown) => {
    if (!isUniqueViolation(error, 'accounts_external_id')) throw error;
    // Perhaps the same request took the external id meanwhile; a second attempt then finds its answer.
    return attempt().catch((again: unknown) => {
      throw isUniqueViolation(again, 'accounts_external_id') ? externalIdTaken(request) : again;
    });
  });
  return { account, replayed };
}

function externalIdTaken({ externalId }: OpenAccountRequest): Refusal {
  return new Refusal('duplicate_external_id', `external_id ${externalId} names another account already.`);
}

async function open(
  em: SqlEntityManager,
  external: ExternalAccounts,
  request: OpenAccountRequest,
  { fingerprint, now, ...context }: RequestContext & { fingerprint: Buffer; now: Date },
): Promise<AccountSnapshot> {
  // Checked after the key: a later version may list other currencies, and a repetition still gets its first answer.
  const refusal = openingRefusal(request);
  if (refusal) throw refusal;
  const { tenantId, idempotencyKey } = context;
  const { initialBalance, ...properties } = request;
  const account = em.create(Account, {
    ...properties,
    id: ascendingIds('acct', now)(),
    tenantId,
    createdAt: now,
    updatedAt: now,
  });
  const externalId = await external.ensure(em, tenantId, request.currency);
  const posted: Transaction[] =
    initialBalance > 0 ? [openingCredit(account, externalId, initialBalance, context, now)] : [];
  const answer = snapshotOf(account);
  if (idempotencyKey !== null) {
    const accountId = account.id;
    em.create(AccountOpening, { tenantId, idempotencyKey, fingerprint, accountId, answer, createdAt: now });
  }
  await em.flush();
  await recordOpening(em, account, context);
  await recordAccountEvents(em, account, ['opened'], context);
  for (const insert of insertOfTransactions(posted)) await runStatement(em, insert);
  return answer;
}

/** The first transaction of a new account: its initial balance arrives from the external account. */
function openingCredit(
  account: Account,
  externalId: string,
  amount: number,
  { tenantId, requestId, actor, arrivedMs }: RequestContext,
  now: Date,
): Transaction {
  const { id: accountId, currency } = account;
  const details = { description: 'Opening balance', reference: null, metadata: null };
  // The account's opening carries the key. Two rows that do, in two indexes, could wait for each other.
  const request = { tenantId, requestId, actor, idempotencyKey: null, fingerprint: null, arrivedMs };
  const posted = decideBetween(
    request,
    movementBetween('credit', { accountId, amount, currency, ...details }),
    ledgerState({ now, external: () => externalId, account: () => account, parent: noParent }),
  );
  if (posted instanceof Refusal || isRefused(posted)) throw new Error('A new account refuses nothing.');
  return posted;
}

function noParent(id: string): never {
  throw new Error(`An opening credit has no parent, and so not ${id}.`);
}
