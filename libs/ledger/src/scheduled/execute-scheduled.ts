import { idFromUuid, idToUuid, runParameterized, type Database } from '@florin/database';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { movementCommand } from '../movements/movement.ts';
import type { Command } from '../posting/command.ts';
import type { Posted } from '../posting/answer.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';

type Post = (command: Command) => Promise<Posted>;
type Outcome = Pick<ScheduledTransaction, 'status' | 'transactionId' | 'failureCode' | 'failureMessage'>;

/** How long one waits for its account; what is missed is found again by the next call. */
const waitMs = 2_000;

/** Refusals that say nothing about the movement: the next call asks again. */
const passing = new Set<RefusalCode>([
  'transaction_in_progress',
  'request_in_progress',
  'account_contended',
  'overloaded',
  'service_unavailable',
]);

/*
 * Claimed in a unit of work of its own, before anything is posted: a cancellation that comes later finds it too late, and
 * one that came before leaves nothing to claim. What was claimed by somebody who died is claimed again.
 */
const claimDue = `
  update ledger.scheduled_transactions set claimed_at = coalesce(claimed_at, now())
  where id in (
    select id from ledger.scheduled_transactions
    where status = 'pending' and scheduled_for <= now() and (scheduled_for, id) > ($1::timestamptz, $2::uuid)
    order by scheduled_for, id limit $3 for update skip locked
  )
  returning id`;

const mark = `
  update ledger.scheduled_transactions
  set status = $2, transaction_id = $3, failure_code = $4, failure_message = $5, updated_at = now()
  where id = $1 and status = 'pending'`;

const beforeAll = {
  scheduledFor: new Date(0),
  id: idFromUuid('sched', '00000000-0000-0000-0000-000000000000'),
};

/**
 * Posts what is due, in the order of its times, `pageSize` at a time, so that a page shares commits. Answers with how many
 * were executed or failed for good. Each is posted once, however many processes call this and wherever they die: it is
 * posted under an idempotency key that is its own, so whoever posts it again is answered with what was posted before.
 */
export async function executeScheduled(database: Database, post: Post, pageSize: number): Promise<number> {
  let decided = 0;
  let last: Pick<ScheduledTransaction, 'scheduledFor' | 'id'> = beforeAll;
  for (;;) {
    const page = await claim(database, last, pageSize);
    const results = await Promise.allSettled(page.map((scheduled) => executeOne(database, scheduled, post)));
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value) decided += 1;
    }
    if (page.length < pageSize) return decided;
    last = page.at(-1)!;
  }
}

async function claim(
  database: Database,
  last: Pick<ScheduledTransaction, 'scheduledFor' | 'id'>,
  pageSize: number,
): Promise<ScheduledTransaction[]> {
  return database.unitOfWork(async (em) => {
    const parameters = [last.scheduledFor, idToUuid(last.id), pageSize];
    const claimed = await runParameterized<{ id: string }>(em, claimDue, parameters);
    const ids = claimed.map(({ id }) => idFromUuid('sched', id));
    if (ids.length === 0) return [];
    return em.find(
      ScheduledTransactionEntity,
      { id: { $in: ids } },
      { orderBy: { scheduledFor: 'asc', id: 'asc' }, disableIdentityMap: true },
    );
  });
}

async function executeOne(database: Database, scheduled: ScheduledTransaction, post: Post): Promise<boolean> {
  const outcome = await outcomeOf(scheduled, post);
  if (outcome === undefined) return false;
  const { status, transactionId, failureCode, failureMessage } = outcome;
  const transactionUuid = transactionId === null ? null : idToUuid(transactionId);
  const parameters = [idToUuid(scheduled.id), status, transactionUuid, failureCode, failureMessage];
  await database.unitOfWork((em) => runParameterized(em, mark, parameters));
  return true;
}

/** What became of it, or nothing yet. */
async function outcomeOf(scheduled: ScheduledTransaction, post: Post): Promise<Outcome | undefined> {
  try {
    const { transaction } = await post(commandOf(scheduled));
    return { status: 'executed', transactionId: transaction.id, failureCode: null, failureMessage: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (passing.has(error.code)) return undefined;
    const transactionId = error.transaction?.id ?? null;
    return { status: 'failed', transactionId, failureCode: error.code, failureMessage: error.message };
  }
}

function commandOf(scheduled: ScheduledTransaction): Command {
  const { id, tenantId, requestId, type, fromAccountId, toAccountId } = scheduled;
  const { amount, currency, reference, description, metadata } = scheduled;
  return movementCommand(
    { type, fromAccountId, toAccountId, amount, currency, reference, description, metadata },
    // No client can send a key with a space in it.
    { tenantId, idempotencyKey: `scheduled ${id}`, requestId, waitMs },
  );
}
