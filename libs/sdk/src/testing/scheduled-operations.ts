import type { ScheduledTransaction, ScheduleTransaction } from '../schemas.ts';
import { sorted } from './account-rules.ts';
import type { Books } from './books.ts';
import { assertDifferent, assertWithinAYear, decide, moveMoney, spendMoney } from './movement.ts';
import type { Operations } from './operation.ts';
import { pageOf } from './pages.ts';
import { Refusal, validationFailed, type FieldError } from './refusal.ts';

const sides = ['account_id', 'from_account_id', 'to_account_id'] as const;

export const scheduledOperations: Operations = {
  scheduleTransaction: (books, { body }) => ({ body: schedule(books, body as ScheduleTransaction) }),

  getScheduledTransaction: (books, { params }) => ({ body: find(books, params['id']!) }),

  listScheduledTransactions(books, request) {
    const { account_id, status } = request.query as { account_id?: string; status?: string };
    const found = [...books.scheduled.values()]
      .reverse()
      .filter((each) => account_id === undefined || sides.some((side) => each[side] === account_id))
      .filter((each) => status === undefined || each.status === status);
    return { body: pageOf(found, ({ id }) => id, request) };
  },

  cancelScheduledTransaction(books, { params }) {
    const scheduled = find(books, params['id']!);
    const { id, status } = scheduled;
    if (status === 'pending') {
      books.change(scheduled, { status: 'cancelled', updated_at: books.clock.now().toISOString() });
    } else if (status !== 'cancelled') {
      const detail = `Scheduled transaction ${id} is ${status}; it cannot be cancelled.`;
      throw new Refusal('state_conflict', detail);
    }
    return { body: scheduled };
  },
};

function find(books: Books, id: string): ScheduledTransaction {
  const scheduled = books.scheduled.get(id);
  if (!scheduled) throw new Refusal('not_found', `There is no scheduled transaction ${id}.`);
  return scheduled;
}

function schedule(books: Books, body: ScheduleTransaction): ScheduledTransaction {
  const { type, account_id = null, from_account_id = null, to_account_id = null } = body;
  const own = type === 'transfer' ? ['from_account_id', 'to_account_id'] : ['account_id'];
  const wrong = sides.flatMap((side): FieldError[] => {
    const belongs = own.includes(side);
    if (belongs === (body[side] !== undefined)) return [];
    const message = belongs ? `is required for a ${type}` : `is not known for a ${type}`;
    return [{ in: 'body', pointer: `/${side}`, message }];
  });
  if (wrong.length > 0) throw validationFailed(wrong);
  if (type === 'transfer') assertDifferent(from_account_id!, to_account_id!);
  assertWithinAYear(books, body.scheduled_for, '/scheduled_for');
  const { currency = 'USD', amount } = body;
  const ids = [account_id, from_account_id, to_account_id].filter((id) => id !== null);
  for (const id of ids) assertUsable(books, id, currency);
  const at = books.clock.now();
  const id = books.ids.next('sched', at);
  books.expect(body.scheduled_for);
  return books.add(books.scheduled, id, {
    id,
    type,
    status: 'pending',
    scheduled_for: new Date(body.scheduled_for).toISOString(),
    account_id,
    from_account_id,
    to_account_id,
    amount,
    currency,
    reference: body.reference ?? null,
    description: body.description ?? null,
    metadata: sorted(body.metadata),
    transaction_id: null,
    failure: null,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  });
}

function assertUsable(books: Books, id: string, currency: string): void {
  const account = books.account(id);
  if (account.currency !== currency) {
    throw new Refusal('currency_mismatch', `Account ${id} is in ${account.currency}, not ${currency}.`);
  }
  if (account.status !== 'closed') return;
  throw new Refusal('state_conflict', `Account ${id} is closed; nothing will ever move on it again.`);
}

/** Posts what was scheduled, now that its time has come. */
export function execute(books: Books, scheduled: ScheduledTransaction): void {
  const { type, amount, currency, account_id, from_account_id, to_account_id } = scheduled;
  const { reference, description, metadata } = scheduled;
  const fromId = type === 'debit' ? account_id : from_account_id;
  const toId = type === 'credit' ? account_id : to_account_id;
  const details = {
    ...(reference !== null && { reference }),
    ...(description !== null && { description }),
    ...(metadata && { metadata }),
  };
  const effect = type === 'credit' ? moveMoney(books) : spendMoney(books);
  const { transaction } = decide(books, { type, fromId, toId, amount, currency, details }, effect);
  const { id: transaction_id, failure, created_at: updated_at } = transaction;
  const status = failure === null ? 'executed' : 'failed';
  books.change(scheduled, { status, transaction_id, failure, updated_at });
}
