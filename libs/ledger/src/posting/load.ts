import {
  ascendingIds,
  idFromUuid,
  idToUuid,
  lockRows,
  newId,
  readClock,
  recurringIdToUuid,
  runParameterized,
  type Statement,
} from '@florin/database';
import { Parent, type LedgerState } from '@florin/rules';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Command } from './command.ts';

export type LockedAccounts<Before> = {
  accounts: Map<string, Account>;
  /** Accounts that exist, and that another session has locked at this moment. */
  busy: Set<string>;
  /** The time of PostgreSQL's clock. */
  now: Date;
  /** The rows of each statement that was sent before. */
  before: Before[][];
};

/**
 * Locks the rows of the accounts (FOR UPDATE, in id order) without waiting. A row that another session has locked is
 * skipped and reported as busy, so that one busy account does not delay the others and units of work cannot deadlock. The
 * statements `before` are sent with it, in the same round trip.
 */
export async function lockAccounts<Before>(
  em: SqlEntityManager,
  ids: readonly string[],
  before: readonly Statement[],
): Promise<LockedAccounts<Before>> {
  const locked = await lockRows<Account, Before>(em, Account, ids.map(recurringIdToUuid), before);
  const { entities, now = await readClock(em) } = locked;
  const accounts = new Map(entities.map((account) => [account.id, account]));
  const missing = ids.filter((id) => !accounts.has(id));
  if (missing.length === 0) return { accounts, busy: new Set(), now, before: locked.before };
  const existing = await em
    .fork({ keepTransactionContext: true })
    .find(Account, { id: { $in: missing } }, { fields: ['id'] });
  return { accounts, busy: new Set(existing.map(({ id }) => id)), now, before: locked.before };
}

const sumReversals = `
  select parent_id as "parentId", sum(amount)::bigint::text as reversed from ledger.transactions
  where parent_id = any($1::uuid[]) and type = 'reversal' and status = 'completed' group by 1`;

/** What a decision reads in one unit of work: these accounts, the commands' parents and the tenants' external accounts. */
export async function loadLedgerState(
  em: SqlEntityManager,
  commands: readonly Command[],
  { accounts, now: clock }: { accounts: ReadonlyMap<string, Account>; now: Date },
  external: ExternalAccounts,
): Promise<LedgerState> {
  await external.load(em, accounts.values());
  const parents = await readParents(em, commands);
  const now = momentAfter(accounts.values(), clock);
  return ledgerState({
    now,
    account(tenantId, id) {
      const account = accounts.get(id);
      return account?.tenantId === tenantId && account.kind === 'customer' ? account : undefined;
    },
    parent: (id) => parents.get(id) ?? missing(id),
    external: (tenantId, currency) => external.find(tenantId, currency) ?? missing(`${tenantId} ${currency}`),
  });
}

function missing(name: string): never {
  throw new Error(`${name} was not loaded for a decision.`);
}

/** A ledger state that assigns new ids and knows the requests' time of arrival by this process's clock. */
export function ledgerState(
  state: Pick<LedgerState, 'now' | 'account' | 'parent' | 'external'>,
): LedgerState {
  return {
    ...state,
    transactionId: ascendingIds('txn', state.now),
    batchId: () => newId('batch'),
    arrivalOf: (arrivedMs) => arrivalOf(arrivedMs, state.now),
  };
}

/** When a request arrived by PostgreSQL's clock: as long before the decision as this process has measured. */
function arrivalOf(arrivedMs: number | undefined, now: Date): Date {
  const agoMs = arrivedMs === undefined ? 0 : Math.max(0, Math.round(performance.now() - arrivedMs));
  return new Date(now.getTime() - agoMs);
}

/**
 * The time of PostgreSQL's clock, or one millisecond after the last change of these accounts if that is later, as after
 * the clock was set back. So the times and ids of an account's movements sort as its versions do.
 */
export function momentAfter(accounts: Iterable<Account>, clock: Date): Date {
  let now = clock.getTime();
  for (const { updatedAt } of accounts) now = Math.max(now, updatedAt.getTime() + 1);
  return new Date(now);
}

/** The parents, read under the locks of their accounts. What changes in them is flushed with the accounts. */
async function readParents(em: SqlEntityManager, commands: readonly Command[]): Promise<Map<string, Parent>> {
  const ids = [...new Set(commands.flatMap(({ parentId }) => parentId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await em.find(TransactionEntity, { id: { $in: ids } }, { refresh: true });
  const sums = await runParameterized<{ parentId: string; reversed: string }>(em, sumReversals, [
    ids.map(idToUuid),
  ]);
  const reversed = new Map<string, number>(
    sums.map((sum) => [idFromUuid('txn', sum.parentId), Number(sum.reversed)]),
  );
  return new Map(rows.map((row) => [row.id, new Parent(row, reversed.get(row.id) ?? 0)]));
}

const insertExternal = `
  insert into ledger.accounts (id, tenant_id, currency, kind) values ($1, $2, $3, 'outside')
  on conflict (tenant_id, currency) where kind = 'outside' do nothing`;

/**
 * The ids of the external accounts, one per tenant and currency: the other side of credits and debits. An id never
 * changes, so each process reads it once.
 */
export class ExternalAccounts {
  readonly #ids = new Map<string, string>();

  /** Reads the ids that are missing here for these accounts. Opening an account creates its external account. */
  async load(em: SqlEntityManager, accounts: Iterable<Account>): Promise<void> {
    const unknown = new Set<string>();
    for (const { tenantId, currency } of accounts) if (!this.find(tenantId, currency)) unknown.add(tenantId);
    if (unknown.size > 0) await this.#read(em, [...unknown]);
  }

  /** The id; undefined when the tenant has no account in that currency. */
  find(tenantId: string, currency: string): string | undefined {
    return this.#ids.get(nameOf(tenantId, currency));
  }

  /**
   * The id; creates the account when it is missing, also when two processes do so at once. The new id is not kept here,
   * because the unit of work may still be rolled back.
   */
  async ensure(em: SqlEntityManager, tenantId: string, currency: string): Promise<string> {
    const known = this.find(tenantId, currency);
    if (known) return known;
    await runParameterized(em, insertExternal, [idToUuid(newId('acct')), idToUuid(tenantId), currency]);
    const { id } = await em.findOneOrFail(
      Account,
      { tenantId, currency, kind: 'outside' },
      { disableIdentityMap: true },
    );
    return id;
  }

  async #read(em: SqlEntityManager, tenantIds: string[]): Promise<void> {
    const rows = await em.find(
      Account,
      { tenantId: { $in: tenantIds }, kind: 'outside' },
      { disableIdentityMap: true },
    );
    for (const { tenantId, currency, id } of rows) this.#ids.set(nameOf(tenantId, currency), id);
  }
}

function nameOf(tenantId: string, currency: string): string {
  return `${tenantId} ${currency}`;
}
