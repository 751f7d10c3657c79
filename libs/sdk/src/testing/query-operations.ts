import { exponentOf } from '../currencies.ts';
import type { Balance, PastBalance, Transaction, TransactionFilters } from '../schemas.ts';
import { availableOf } from './account-rules.ts';
import { linesOf, positionBefore, toAccountLine, type Basis } from './account-lines.ts';
import type { Books, FakeAccount } from './books.ts';
import { exact } from './exact.ts';
import type { Operations } from './operation.ts';
import { boundMs, clocksDifferMs, hasFacts, isWithin, pageOf, positionIn, sealed } from './pages.ts';
import { wrongInQuery } from './refusal.ts';
import { trialBalance } from './trial-balance.ts';

type Moment = { at?: string; basis: Basis };

/** What is asked about transactions, accounts' pasts and the books as a whole. */
export const queryOperations: Operations = {
  getTransaction: (books, { params }) => ({ body: books.entry(params['id']!).transaction }),

  listTransactions(books, request) {
    const filters = request.query as TransactionFilters;
    const found = [...books.entries.values()]
      .map(({ transaction }) => transaction)
      .reverse()
      .filter((transaction) => fits(transaction, filters));
    return { body: pageOf(found, ({ id }) => id, request) };
  },

  getTransactionTimeline(books, { params }) {
    const { id, created_at: at } = books.entry(params['id']!).transaction;
    const parts = { received: 'api', decided: 'ledger', posted: 'ledger', published: 'worker' };
    const steps = Object.entries(parts).map(([step, by]) => ({ step, at, by, detail: null }));
    return { body: { transaction_id: id, steps, deliveries_known: false } };
  },

  getAccountBalance(books, { params, query }) {
    const account = books.account(params['id']!);
    const body = balanceOf(books, account, query as Moment);
    return { body, ...(query['at'] === undefined && { headers: { etag: `"${account.version}"` } }) };
  },

  listBalances(books, { query }) {
    const accounts = (query['account_id'] as string[]).map((id) => books.account(id));
    return { body: { data: accounts.map((account) => balanceOf(books, account, query as Moment)) } };
  },

  listAccountTransactions(books, request) {
    const { id } = books.account(request.params['id']!);
    const { created_from, created_to, limit } = request.query as {
      created_from?: string;
      created_to?: string;
      limit: number;
    };
    const below = Number(positionIn(request) ?? Infinity);
    const found = linesOf(books, id)
      .reverse()
      .filter((line) => line.account_version < below && isWithin(line.created_at, created_from, created_to));
    const data = found.slice(0, limit).map(toAccountLine);
    const has_more = found.length > limit;
    const next_cursor = has_more ? sealed(String(data.at(-1)!.account_version), request) : null;
    return { body: { data, has_more, next_cursor } };
  },

  getTrialBalance: (books) => ({ body: trialBalance(books) }),
};

function fits(transaction: Transaction, filters: TransactionFilters): boolean {
  const { account_id, type, status, amount_min, amount_max, reference, metadata } = filters;
  const { created_from, created_to, effective_from, effective_to } = filters;
  const types = type as string[] | undefined;
  const statuses = status as string[] | undefined;
  const sides = [transaction.account_id, transaction.counterparty_account_id];
  return (
    (account_id === undefined || sides.includes(account_id)) &&
    (types === undefined || types.includes(transaction.type)) &&
    (statuses === undefined || statuses.includes(transaction.status)) &&
    transaction.amount >= (amount_min ?? 0) &&
    transaction.amount <= (amount_max ?? Infinity) &&
    (reference === undefined || transaction.reference === reference) &&
    hasFacts(transaction.metadata, metadata) &&
    isWithin(transaction.created_at, created_from, created_to) &&
    isWithin(transaction.effective_at, effective_from, effective_to)
  );
}

function balanceOf(books: Books, account: FakeAccount, { at, basis }: Moment): Balance | PastBalance {
  const { id: account_id, currency } = account;
  const currency_exponent = exponentOf(currency);
  if (at === undefined) {
    const { balance, held, version } = account;
    const as_of = books.clock.now().toISOString();
    const available = exact('available', availableOf(account));
    return { account_id, balance, held, ...available, currency, currency_exponent, version, as_of };
  }
  const nowMs = books.clock.now().getTime();
  if (boundMs(at) > nowMs + clocksDifferMs) throw wrongInQuery('/at', 'must not lie in the future');
  const moment = new Date(Math.min(boundMs(at), nowMs));
  const { balance, held, version } = positionBefore(linesOf(books, account_id), moment.getTime(), basis);
  const reported = {
    account_id,
    ...exact('balance', balance),
    held,
    available: null,
    currency,
    currency_exponent,
  };
  return { ...reported, version, as_of: moment.toISOString() };
}
