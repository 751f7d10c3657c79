import { idFromUuid, idToUuid, runParameterized, type Database } from '@florin/database';
import { type Posted, recordedActor, Refusal, type RefusalCode, scheduleActor } from '@florin/rules';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { livesHere } from '../lives-here.ts';
import { commandOf as postingCommand } from '../movements/commands.ts';
import type { Command } from '../posting/command.ts';

type Post = (command: Command) => Promise<Posted>;
type Outcome = Pick<ScheduledTransaction, 'status' | 'transactionId' | 'failureCode' | 'failureMessage'>;

/** How long an execution waits for a busy account. The next call tries again. */
const waitMs = 2_000;

/** Refusals for reasons outside the movement. The next call tries again. */
const transient = new Set<RefusalCode>([
  'transaction_in_progress',
  'request_in_progress',
  'account_contended',
  'rate_limited',
  'overloaded',
  'service_unavailable',
]);

/*
 * The claim is a unit of work of its own before the posting: a later cancellation is refused, and an earlier one leaves
 * nothing to claim. A claim of a dead process is claimed again.
 */
const claimDue = `
  update ledger.scheduled_transactions set claimed_at = coalesce(claimed_at, now())
  where id in (
    select id from ledger.scheduled_transactions
    where status = 'pending' and scheduled_for <= now() and (scheduled_for, id) > ($1::timestamptz, $2::uuid)
      and ${livesHere('scheduled_transactions')}
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
 * Posts the due transactions in the order of their times, `pageSize` at a time, so that a page shares commits. Returns the
 * number of those that were executed or failed permanently. Each is posted once, for any number of processes and wherever
 * they die: it is posted under an idempotency key of its own, and a repeated posting returns the first one.
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
    last = page.at(-1) ?? last;
    if (page.length < pageSize) return decided;
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

/** The outcome; undefined when the next call must try again. */
async function outcomeOf(scheduled: ScheduledTransaction, post: Post): Promise<Outcome | undefined> {
  try {
    const { transaction } = await post(commandOf(scheduled));
    return { status: 'executed', transactionId: transaction.id, failureCode: null, failureMessage: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (transient.has(error.code)) return undefined;
    const transactionId = error.transaction?.id ?? null;
    return { status: 'failed', transactionId, failureCode: error.code, failureMessage: error.message };
  }
}

function commandOf(scheduled: ScheduledTransaction): Command {
  const { id, tenantId, requestId, type, fromAccountId, toAccountId } = scheduled;
  const { amount, currency, reference, description, metadata } = scheduled;
  return postingCommand(
    { type, fromAccountId, toAccountId, amount, currency, reference, description, metadata },
    // Clients cannot send a key with a space, so it cannot collide with theirs.
    {
      tenantId,
      idempotencyKey: `scheduled ${id}`,
      requestId,
      actor: scheduleActor(recordedActor(scheduled)),
      waitMs,
    },
  );
}
