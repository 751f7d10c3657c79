import {
  actorRecord,
  actorView,
  mistimedRefusal,
  recordedActor,
  Refusal,
  scheduledTransactionView,
  scheduleOfBody,
  schedulingRefusal,
  scheduleActor,
  type ScheduledTransaction,
} from '@florin/rules';
import type { ScheduleTransaction } from '../schemas.ts';
import type { FakeLedger } from './fake-ledger.ts';
import type { Operations } from './operation.ts';
import { pageOf } from './pages.ts';

export const scheduledOperations: Operations = {
  scheduleTransaction: (ledger, { body }) => ({
    body: scheduledTransactionView(schedule(ledger, body)),
  }),

  getScheduledTransaction: (ledger, { params }) => ({
    body: scheduledTransactionView(find(ledger, params['id'] ?? '')),
  }),

  listScheduledTransactions(ledger, request) {
    const { account_id, status } = request.query;
    const found = [...ledger.scheduled.values()]
      .reverse()
      .filter(
        ({ fromAccountId, toAccountId }) =>
          account_id === undefined || [fromAccountId, toAccountId].includes(account_id),
      )
      .filter((each) => status === undefined || each.status === status);
    const page = pageOf(found, ({ id }) => id, request);
    return { body: { ...page, data: page.data.map(scheduledTransactionView) } };
  },

  cancelScheduledTransaction(ledger, { params }) {
    const scheduled = find(ledger, params['id'] ?? '');
    const { id, status } = scheduled;
    if (status === 'pending') {
      scheduled.status = 'cancelled';
      scheduled.cancelledBy = actorView(ledger.actor);
      scheduled.updatedAt = ledger.clock.now();
      const [before, after] = [{ status: 'pending' }, { status: 'cancelled' }];
      ledger.recordChange({ ...aboutOf(id), change: 'cancelled', before, after });
    } else if (status !== 'cancelled') {
      const detail = `Scheduled transaction ${id} is ${status}; it cannot be cancelled.`;
      throw new Refusal('state_conflict', detail);
    }
    return { body: scheduledTransactionView(scheduled) };
  },
};

function find(ledger: FakeLedger, id: string): ScheduledTransaction {
  const scheduled = ledger.scheduled.get(id);
  if (!scheduled) throw new Refusal('not_found', `There is no scheduled transaction ${id}.`);
  return scheduled;
}

function schedule(ledger: FakeLedger, body: ScheduleTransaction): ScheduledTransaction {
  const requested = scheduleOfBody(body);
  const { fromAccountId, toAccountId, scheduledFor, currency } = requested;
  const now = ledger.clock.now();
  const mistimed = mistimedRefusal({ scheduledFor }, now);
  if (mistimed) throw mistimed;
  for (const id of [fromAccountId, toAccountId].filter((each) => each !== null)) {
    const refusal = schedulingRefusal(id, ledger.accounts.get(id), currency);
    if (refusal) throw refusal;
  }
  const scheduled: ScheduledTransaction = {
    ...requested,
    id: ledger.ids.next('sched', now),
    status: 'pending',
    ...{ transactionId: null, failureCode: null, failureMessage: null, cancelledBy: null },
    ...actorRecord(ledger.actor),
    requestId: ledger.actor.correlationId ?? ledger.actor.requestId,
    createdAt: now,
    updatedAt: now,
  };
  ledger.scheduled.set(scheduled.id, scheduled);
  const { type, amount, reference } = scheduled;
  const after = {
    type,
    amount,
    currency,
    scheduled_for: scheduledFor.toISOString(),
    ...(reference && { reference }),
  };
  ledger.recordChange({ ...aboutOf(scheduled.id), change: 'created', before: {}, after });
  ledger.expect(scheduledFor);
  return scheduled;
}

const aboutOf = (id: string) => ({ object_type: 'scheduled_transaction', object_id: id });

/** Posts a scheduled transaction that is due, and records the result in it. */
export function execute(ledger: FakeLedger, scheduled: ScheduledTransaction): void {
  const { type, fromAccountId, toAccountId, amount, currency, reference, description, metadata } = scheduled;
  const details = { amount, currency, reference, description, metadata };
  const actor = scheduleActor(recordedActor(scheduled));
  const outcome = postedOrRefused(() =>
    ledger.post(ledger.command({ type, fromAccountId, toAccountId, ...details }, undefined, actor)),
  );
  scheduled.updatedAt = ledger.clock.now();
  const isRefused = outcome instanceof Refusal;
  scheduled.status = isRefused ? 'failed' : 'executed';
  scheduled.transactionId = outcome.transaction?.id ?? null;
  scheduled.failureCode = isRefused ? outcome.code : null;
  scheduled.failureMessage = isRefused ? outcome.message : null;
}

function postedOrRefused<T>(post: () => T): T | Refusal {
  try {
    return post();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
