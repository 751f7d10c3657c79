import { newId } from '@florin/database';
import type { AccountsLifecycle, FlorinEvent, TransactionsHolds } from '@florin/events';
import { sampleTransaction } from '@florin/testing';

type Shape = {
  tenantId: string;
  count: number;
  accounts?: number;
  /** The earliest and the latest time, in epoch milliseconds. */
  from: number;
  to: number;
};

const day = 86_400_000;

/**
 * Events of every kind, in order, as a ledger publishes them: each account's versions are 1, 2, 3 … and its balance is the
 * sum of its movements. Times increase from `from` to `to`.
 */
export function bankEvents({ tenantId, count, accounts = 20, from, to }: Shape): FlorinEvent[] {
  const states = Array.from({ length: accounts }, (_, index) => ({
    accountId: newId('acct'),
    currency: index % 3 === 0 ? 'EUR' : 'USD',
    balance: 0,
    held: 0,
    version: 0,
  }));
  type State = (typeof states)[number];
  const events: FlorinEvent[] = states.map(({ accountId, currency }, index) =>
    openedEvent({ tenantId, accountId, currency, at: new Date(from - (index % 4) * 31 * day).toISOString() }),
  );
  const move = (state: State, type: string, amount: number, given: object): FlorinEvent => {
    state.version += 1;
    state.balance += amount;
    const { accountId, currency, version: accountVersion, balance: balanceAfter } = state;
    const direction = amount > 0 ? 'credit' : 'debit';
    const own = { tenantId, accountId, currency, accountVersion, balanceAfter, direction, type } as const;
    return sampleTransaction({ ...own, amount: Math.abs(amount), ...given });
  };
  for (let index = 0; index < count; index++) {
    const createdAt = new Date(from + Math.floor(((to - from) * index) / count)).toISOString();
    const state = pick(states);
    const amount = 1 + Math.floor(Math.random() * 100_000);
    const transactionId = newId('txn');
    const common = { createdAt, transactionId };
    const kind = pick(['credit', 'debit', 'transfer', 'capture', 'reversal', 'hold', 'failed'] as const);
    if (kind === 'failed') {
      const type = pick(['debit', 'transfer', 'capture']);
      events.push(
        sampleTransaction({
          ...common,
          tenantId,
          accountId: state.accountId,
          currency: state.currency,
          type,
          amount,
          failed: true,
        }),
      );
    } else if (kind === 'hold') {
      state.version += 1;
      events.push(
        holdEvent({
          tenantId,
          ...state,
          change: pick(['placed', 'voided', 'expired', 'captured']),
          amount,
          createdAt,
        }),
      );
    } else if (kind === 'transfer' || kind === 'capture') {
      const other = pick(states.filter((each) => each !== state && each.currency === state.currency));
      events.push(move(state, kind, -amount, { ...common, counterpartyAccountId: other.accountId }));
      events.push(move(other, kind, amount, { ...common, counterpartyAccountId: state.accountId }));
    } else
      events.push(
        move(state, kind, kind === 'debit' ? -amount : amount, { ...common, counterpartyAccountId: null }),
      );
  }
  return events;
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

export const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);

export function openedEvent(given: {
  tenantId: string;
  accountId: string;
  currency?: string;
  at: string;
}): AccountsLifecycle {
  const { tenantId, accountId, currency = 'USD', at } = given;
  return {
    type: 'florin.accounts.lifecycle.v1',
    id: `${accountId}:opened`,
    tenantId,
    accountId,
    time: at,
    data: {
      account_id: accountId,
      tenant_id: tenantId,
      change: 'opened',
      status: 'open',
      currency,
      overdraft_limit: 0,
      external_id: null,
      name: null,
      account_version: 0,
      occurred_at: at,
    },
  };
}

function holdEvent(given: {
  tenantId: string;
  accountId: string;
  currency: string;
  change: string;
  amount: number;
  balance: number;
  version: number;
  createdAt: string;
}): TransactionsHolds {
  const { tenantId, accountId, currency, change, amount, createdAt } = given;
  const transactionId = newId('txn');
  return {
    type: 'florin.transactions.holds.v1',
    id: `${transactionId}:${accountId}:hold`,
    tenantId,
    accountId,
    time: createdAt,
    data: {
      hold_id: change === 'placed' ? transactionId : newId('txn'),
      transaction_id: transactionId,
      tenant_id: tenantId,
      account_id: accountId,
      counterparty_account_id: null,
      change,
      amount,
      currency,
      hold_amount: amount,
      captured_amount: change === 'captured' ? amount : 0,
      remaining_amount: change === 'placed' ? amount : 0,
      status: change === 'placed' ? 'held' : change,
      held_after: change === 'placed' ? amount : 0,
      balance_after: given.balance,
      account_version: given.version,
      expires_at: null,
      reference: null,
      description: null,
      metadata: {},
      effective_at: createdAt,
      created_at: createdAt,
      request_id: null,
    },
  };
}
