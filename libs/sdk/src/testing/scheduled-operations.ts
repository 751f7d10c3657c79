import { Refusal, scheduleOfBody, schedulingRefusal, mistimedRefusal, type Between } from '@florin/rules';
import type { ScheduledTransaction, ScheduleTransaction } from '../schemas.ts';
import type { FakeLedger } from './fake-ledger.ts';
import type { Operations } from './operation.ts';
import { pageOf } from './pages.ts';
import { metadataView } from './views.ts';

export const scheduledOperations: Operations = {
  scheduleTransaction: (ledger, { body }) => ({ body: schedule(ledger, body as ScheduleTransaction) }),

  getScheduledTransaction: (ledger, { params }) => ({ body: find(ledger, params['id'] ?? '') }),

  listScheduledTransactions(ledger, request) {
    const { account_id, status } = request.query as { account_id?: string; status?: string };
    const found = [...ledger.scheduled.values()]
      .reverse()
      .filter((each) => account_id === undefined || Object.values(accountsIn(each)).includes(account_id))
      .filter((each) => status === undefined || each.status === status);
    return { body: pageOf(found, ({ id }) => id, request) };
  },

  cancelScheduledTransaction(ledger, { params }) {
    const scheduled = find(ledger, params['id'] ?? '');
    const { id, status } = scheduled;
    if (status === 'pending') {
      Object.assign(scheduled, { status: 'cancelled', updated_at: ledger.clock.now().toISOString() });
    } else if (status !== 'cancelled') {
      const detail = `Scheduled transaction ${id} is ${status}; it cannot be cancelled.`;
      throw new Refusal('state_conflict', detail);
    }
    return { body: scheduled };
  },
};

function find(ledger: FakeLedger, id: string): ScheduledTransaction {
  const scheduled = ledger.scheduled.get(id);
  if (!scheduled) throw new Refusal('not_found', `There is no scheduled transaction ${id}.`);
  return scheduled;
}

/** The accounts of a scheduled transaction; null is the external account. */
function accountsIn(scheduled: ScheduledTransaction): Between {
  const { type, account_id, from_account_id, to_account_id } = scheduled;
  return {
    fromAccountId: type === 'debit' ? account_id : from_account_id,
    toAccountId: type === 'credit' ? account_id : to_account_id,
  };
}

function schedule(ledger: FakeLedger, body: ScheduleTransaction): ScheduledTransaction {
  const { type, fromAccountId, toAccountId, scheduledFor, ...details } = scheduleOfBody(body);
  const now = ledger.clock.now();
  const mistimed = mistimedRefusal({ scheduledFor }, now);
  if (mistimed) throw mistimed;
  for (const id of [fromAccountId, toAccountId].filter((each) => each !== null)) {
    const refusal = schedulingRefusal(id, ledger.accounts.get(id), details.currency);
    if (refusal) throw refusal;
  }
  const isTransfer = type === 'transfer';
  const scheduled: ScheduledTransaction = {
    id: ledger.ids.next('sched', now),
    type,
    status: 'pending',
    scheduled_for: scheduledFor.toISOString(),
    account_id: isTransfer ? null : (fromAccountId ?? toAccountId),
    from_account_id: isTransfer ? fromAccountId : null,
    to_account_id: isTransfer ? toAccountId : null,
    amount: details.amount,
    currency: details.currency,
    reference: details.reference,
    description: details.description,
    metadata: metadataView(details.metadata),
    transaction_id: null,
    failure: null,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
  ledger.scheduled.set(scheduled.id, scheduled);
  ledger.expect(scheduledFor);
  return scheduled;
}

/** Posts a scheduled transaction that is due, and records the result in it. */
export function execute(ledger: FakeLedger, scheduled: ScheduledTransaction): void {
  const { type, amount, currency, reference, description, metadata = null } = scheduled;
  const details = { amount, currency, reference, description, metadata };
  const outcome = postedOrRefused(() =>
    ledger.post(ledger.command({ type, ...accountsIn(scheduled), ...details })),
  );
  const updated_at = ledger.clock.now().toISOString();
  if (!(outcome instanceof Refusal)) {
    Object.assign(scheduled, { status: 'executed', transaction_id: outcome.transaction.id, updated_at });
    return;
  }
  const failure = { code: outcome.code, message: outcome.message };
  const transaction_id = outcome.transaction?.id ?? null;
  Object.assign(scheduled, { status: 'failed', transaction_id, failure, updated_at });
}

function postedOrRefused<T>(post: () => T): T | Refusal {
  try {
    return post();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
