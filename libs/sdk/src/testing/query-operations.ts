import {
  accountsOf,
  availableOf,
  balanceView,
  etagOf,
  lineView,
  pastMoment,
  transactionView,
  type TimeBasis,
  type Transaction,
} from '@florin/rules';
import { linesOf, positionBefore } from './account-lines.ts';
import type { FakeLedger, FakeAccount } from './fake-ledger.ts';
import type { FakeRequest, Operations, RequestOf } from './operation.ts';
import { hasFacts, isWithin, pageOf, positionIn, sealed } from './pages.ts';
import { trialBalance } from './trial-balance.ts';

type Moment = { at?: string; basis: TimeBasis };

/** The queries for transactions, for balances and movements of accounts, and for the trial balance. */
export const queryOperations: Operations = {
  getTransaction: (ledger, request) => ({ body: transactionView(ledger.transaction(idIn(request))) }),

  listTransactions(ledger, request) {
    const filters = request.query;
    const found = ledger.transactions.reverse().filter((transaction) => fits(transaction, filters));
    const page = pageOf(found, ({ id }) => id, request);
    return { body: { ...page, data: page.data.map(transactionView) } };
  },

  getTransactionTimeline(ledger, request) {
    const { id, createdAt } = ledger.transaction(idIn(request));
    const at = createdAt.toISOString();
    const parts = { received: 'api', decided: 'ledger', posted: 'ledger', published: 'worker' };
    const steps = Object.entries(parts).map(([step, by]) => ({ step, at, by, detail: null }));
    return { body: { transaction_id: id, steps, deliveries_known: false } };
  },

  getAccountBalance(ledger, request) {
    const account = ledger.account(idIn(request));
    const body = balanceOf(ledger, account, request.query);
    return { body, ...(request.query.at === undefined && { headers: etagOf(account) }) };
  },

  listBalances(ledger, { query }) {
    const accounts = query.account_id.map((id) => ledger.account(id));
    return { body: { data: accounts.map((account) => balanceOf(ledger, account, query)) } };
  },

  listAccountTransactions(ledger, request) {
    const { id } = ledger.account(idIn(request));
    const { created_from, created_to, limit } = request.query;
    const below = Number(positionIn(request) ?? Infinity);
    const found = linesOf(ledger, id)
      .reverse()
      .filter((line) => line.version < below)
      .filter((line) => isWithin(line.createdAt, created_from, created_to));
    const data = found.slice(0, limit).map(lineView);
    const has_more = found.length > limit;
    const last = data.at(-1);
    const next_cursor = has_more && last ? sealed(String(last.account_version), request) : null;
    return { body: { data, has_more, next_cursor } };
  },

  getTrialBalance: (ledger) => ({ body: trialBalance(ledger) }),
};

function idIn({ params }: FakeRequest): string {
  return params['id'] ?? '';
}

function fits(transaction: Transaction, filters: RequestOf<'listTransactions'>['query']): boolean {
  const { account_id, type, status, amount_min, amount_max, reference, metadata } = filters;
  const { created_from, created_to, effective_from, effective_to } = filters;
  const { fromAccountId, toAccountId } = accountsOf(transaction);
  return (
    (account_id === undefined || [fromAccountId, toAccountId].includes(account_id)) &&
    (type === undefined || type.includes(transaction.type)) &&
    (status === undefined || status.includes(transaction.status)) &&
    transaction.amount >= (amount_min ?? 0) &&
    transaction.amount <= (amount_max ?? Infinity) &&
    (reference === undefined || transaction.reference === reference) &&
    hasFacts(transaction.metadata ?? {}, metadata) &&
    isWithin(transaction.createdAt, created_from, created_to) &&
    isWithin(transaction.effectiveAt, effective_from, effective_to)
  );
}

function balanceOf(ledger: FakeLedger, account: FakeAccount, { at, basis }: Moment) {
  const { id: accountId, currency } = account;
  const now = ledger.clock.now();
  if (at === undefined) {
    const { balance, held, version } = account;
    const available = availableOf(account);
    return balanceView({ accountId, currency, balance, held, version, available }, now.toISOString());
  }
  const moment = pastMoment(at, now);
  const position = positionBefore(linesOf(ledger, accountId), moment.getTime(), basis);
  return balanceView({ ...position, accountId, currency, available: null }, moment.toISOString());
}
