import {
  accountView,
  actorView,
  beginsDailyLimit,
  dayOf,
  etagOf,
  maxBalance,
  movementBetween,
  openingRefusal,
  openingTerms,
  recordedTerms,
  Refusal,
  snapshotOf,
  spentOfLimit,
  termsChange,
  termsRefusal,
  type AccountTerms,
} from '@florin/rules';
import type { CreateAccount, UpdateAccount } from '../schemas.ts';
import type { FakeLedger, FakeAccount } from './fake-ledger.ts';
import type { FakeAnswer, Operations, RequestOf } from './operation.ts';
import { hasFacts, isWithin, pageOf } from './pages.ts';

export const accountOperations: Operations = {
  createAccount: (ledger, { body = {} }) => withTag(open(ledger, body)),

  getAccount(ledger, { params }) {
    const account = ledger.account(params['id'] ?? '');
    const spent_today = spentOfLimit(account, ledger.clock.now());
    const body = { ...accountView(snapshotOf(account)), changed_by: account.changedBy, spent_today };
    return { body, headers: etagOf(account) };
  },

  updateAccount(ledger, { params, body }) {
    const account = ledger.account(params['id'] ?? '');
    change(ledger, account, body);
    return withTag(account);
  },

  listAccounts(ledger, request) {
    const filters = request.query;
    const found = [...ledger.accounts.values()].reverse().filter((account) => fits(account, filters));
    const page = pageOf(found, ({ id }) => id, request);
    return { body: { ...page, data: page.data.map((each) => accountView(snapshotOf(each))) } };
  },
};

function withTag(account: FakeAccount): FakeAnswer {
  return { body: accountView(snapshotOf(account)), headers: etagOf(account) };
}

function open(ledger: FakeLedger, request: CreateAccount): FakeAccount {
  const { initial_balance: amount = 0, currency = 'USD', external_id: externalId = null } = request;
  const refusal = openingRefusal({ currency });
  if (refusal) throw refusal;
  const isTaken = [...ledger.accounts.values()].some((other) => other.externalId === externalId);
  if (externalId !== null && isTaken) {
    const detail = `external_id ${externalId} names another account already.`;
    throw new Refusal('duplicate_external_id', detail);
  }
  const now = ledger.clock.now();
  const account: FakeAccount = {
    ...{ id: ledger.ids.next('acct', now), status: 'open', currency, externalId },
    ...{ balance: 0, held: 0, version: 0, spentToday: 0 },
    overdraftLimit: request.overdraft_limit ?? 0,
    movementLimit: request.movement_limit ?? null,
    dailyLimit: request.daily_limit ?? null,
    name: request.name ?? null,
    metadata: request.metadata ?? {},
    createdAt: now,
    updatedAt: now,
    changedBy: actorView(ledger.actor),
  };
  ledger.accounts.set(account.id, account);
  const opened = { change: 'opened', before: {}, after: recordedTerms(openingTerms(account)) };
  ledger.recordChange({ object_type: 'account', object_id: account.id, ...opened });
  if (amount > 0) {
    const details = { description: 'Opening balance', reference: null, metadata: null };
    const opening = movementBetween('credit', { accountId: account.id, amount, currency, ...details });
    ledger.post(ledger.command(opening));
  }
  return account;
}

function change(ledger: FakeLedger, account: FakeAccount, wanted: UpdateAccount): void {
  const changed = termsChange(account, termsOf(wanted));
  if (Object.keys(changed.after).length === 0) return;
  const refusal = termsRefusal(account, changed.after);
  if (refusal) throw refusal;
  const now = ledger.momentAfter([account]);
  Object.assign(account, changed.after, { updatedAt: now, changedBy: actorView(ledger.actor) });
  const before = recordedTerms(changed.before);
  const after = recordedTerms(changed.after);
  const what = changed.after.status === 'open' ? 'unfrozen' : (changed.after.status ?? 'updated');
  ledger.recordChange({ object_type: 'account', object_id: account.id, change: what, before, after });
  if (!beginsDailyLimit(changed)) return;
  account.spentOn = dayOf(now);
  account.spentToday = spentOn(ledger, account.id, account.spentOn);
}

function termsOf(body: UpdateAccount): Partial<AccountTerms> {
  const { overdraft_limit, movement_limit, daily_limit, ...terms } = body;
  return {
    ...terms,
    ...(overdraft_limit !== undefined && { overdraftLimit: overdraft_limit }),
    ...(movement_limit !== undefined && { movementLimit: movement_limit }),
    ...(daily_limit !== undefined && { dailyLimit: daily_limit }),
  };
}

/**
 * Returns the amount that left or was held on the day, less what holds of that day released. A daily limit can begin
 * during a day, so the earlier movements of the day count.
 */
function spentOn(ledger: FakeLedger, id: string, day: string): number {
  let spent = 0n;
  for (const { type, amount, createdAt, parentId, releasedAmount, ...sides } of ledger.transactions) {
    if (sides.fromAccountId !== id || sides.fromAccountVersion === null || dayOf(createdAt) !== day) continue;
    if (['debit', 'transfer', 'hold'].includes(type)) spent += BigInt(amount);
    const parent = parentId === null ? undefined : ledger.transaction(parentId);
    if (parent && dayOf(parent.createdAt) === day) spent -= BigInt(releasedAmount ?? 0);
  }
  return Math.min(maxBalance, Number(spent));
}

function fits(account: FakeAccount, filters: RequestOf<'listAccounts'>['query']): boolean {
  const { external_id, currency, status, name, metadata, created_from, created_to } = filters;
  return (
    (external_id === undefined || account.externalId === external_id) &&
    (currency === undefined || account.currency === currency) &&
    (status === undefined || status.includes(account.status)) &&
    (name === undefined || (account.name ?? '').toLowerCase().startsWith(name.toLowerCase())) &&
    hasFacts(account.metadata, metadata) &&
    isWithin(account.createdAt, created_from, created_to)
  );
}
