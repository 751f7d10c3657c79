import { currencyCodes } from '../currencies.ts';
import type { AccountFilters, CreateAccount, UpdateAccount } from '../schemas.ts';
import { accountView, dayOf, sorted } from './account-rules.ts';
import type { Books, FakeAccount } from './books.ts';
import { decide, moveMoney } from './movement.ts';
import type { FakeAnswer, Operations } from './operation.ts';
import { hasFacts, isWithin, pageOf } from './pages.ts';
import { Refusal, wrongInBody } from './refusal.ts';

/** Withdrawn since 2020: old books may hold them, but no account is opened in them. */
const withdrawn = new Set(['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'ZWL']);

export const accountOperations: Operations = {
  createAccount(books, { body }) {
    return withTag(open(books, body as CreateAccount));
  },

  getAccount: (books, { params }) => withTag(books.account(params['id']!)),

  updateAccount(books, { params, body }) {
    const account = books.account(params['id']!);
    change(books, account, body as UpdateAccount);
    return withTag(account);
  },

  listAccounts(books, request) {
    const filters = request.query as AccountFilters;
    const found = [...books.accounts.values()].reverse().filter((account) => fits(account, filters));
    const page = pageOf(found, ({ id }) => id, request);
    return { body: { ...page, data: page.data.map(accountView) } };
  },
};

function withTag(account: FakeAccount): FakeAnswer {
  return { body: accountView(account), headers: { etag: `"${account.version}"` } };
}

function open(books: Books, request: CreateAccount): FakeAccount {
  const { initial_balance = 0, currency = 'USD', external_id } = request;
  if (!currencyCodes.includes(currency) || withdrawn.has(currency)) {
    throw wrongInBody('/currency', 'must be a currency that ISO 4217 has in use, such as USD');
  }
  const taken = [...books.accounts.values()].some((other) => other.external_id === external_id);
  if (external_id !== undefined && taken) {
    const detail = `external_id ${external_id} names another account already.`;
    throw new Refusal('duplicate_external_id', detail);
  }
  const at = books.clock.now();
  const account: FakeAccount = {
    id: books.ids.next('acct', at),
    currency,
    balance: 0,
    held: 0,
    overdraft_limit: request.overdraft_limit ?? 0,
    movement_limit: request.movement_limit ?? null,
    daily_limit: request.daily_limit ?? null,
    status: 'open',
    external_id: external_id ?? null,
    name: request.name ?? null,
    metadata: request.metadata ?? {},
    version: 0,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    spentToday: 0,
    spentOn: null,
  };
  books.add(books.accounts, account.id, account);
  if (initial_balance > 0) {
    const details = { description: 'Opening balance' };
    const sides = { fromId: null, toId: account.id, amount: initial_balance, currency };
    decide(books, { type: 'credit', ...sides, details }, moveMoney(books));
  }
  return account;
}

function change(books: Books, account: FakeAccount, wanted: UpdateAccount): void {
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !isSame(account[name as keyof FakeAccount], value)),
  ) as UpdateAccount;
  if (Object.keys(changes).length === 0) return;
  const refusal = refusesTerms(account, changes);
  if (refusal) throw refusal;
  const at = books.momentAfter([account]);
  const beginsToCount = account.daily_limit === null && typeof changes.daily_limit === 'number';
  books.change(account, { ...(changes as Partial<FakeAccount>), updated_at: at.toISOString() });
  if (beginsToCount) {
    books.change(account, { spentToday: spentOn(books, account.id, dayOf(at)), spentOn: dayOf(at) });
  }
}

function isSame(present: unknown, wanted: unknown): boolean {
  if (typeof present !== 'object' || typeof wanted !== 'object' || !present || !wanted) {
    return present === wanted;
  }
  const text = (value: object) => JSON.stringify(sorted(value as Record<string, string>));
  return text(present) === text(wanted);
}

function refusesTerms(account: FakeAccount, changes: UpdateAccount): Refusal | undefined {
  const { status = account.status, overdraft_limit = account.overdraft_limit } = changes;
  const { balance, held } = account;
  if (account.status === 'closed') {
    return new Refusal('state_conflict', 'The account is closed, which is final; nothing was changed.');
  }
  if (status === 'closed' && (balance !== 0 || held !== 0)) {
    return new Refusal(
      'state_conflict',
      `Only an empty account can be closed; the balance is ${balance}, of which ${held} is held.`,
    );
  }
  if (overdraft_limit >= held - balance) return undefined;
  return new Refusal(
    'state_conflict',
    `The account uses ${held - balance} of its overdraft; the limit cannot be ${overdraft_limit}.`,
  );
}

/** What left or was held on the day, without what holds of the day gave back: a daily limit may begin in its middle. */
function spentOn(books: Books, id: string, day: string): number {
  let spent = 0n;
  for (const { transaction, from, parent, released } of books.entries.values()) {
    if (from?.id !== id || !transaction.created_at.startsWith(day)) continue;
    if (['debit', 'transfer', 'hold'].includes(transaction.type)) spent += BigInt(transaction.amount);
    if (parent?.transaction.created_at.startsWith(day)) spent -= BigInt(released);
  }
  return Math.min(Number.MAX_SAFE_INTEGER, Number(spent));
}

function fits(account: FakeAccount, filters: AccountFilters): boolean {
  const { external_id, currency, status, name, metadata, created_from, created_to } = filters;
  const statuses = status as string[] | undefined;
  return (
    (external_id === undefined || account.external_id === external_id) &&
    (currency === undefined || account.currency === currency) &&
    (statuses === undefined || statuses.includes(account.status)) &&
    (name === undefined || (account.name ?? '').toLowerCase().startsWith(name.toLowerCase())) &&
    hasFacts(account.metadata, metadata) &&
    isWithin(account.created_at, created_from, created_to)
  );
}
