import { idFromUuid, idToUuid, runParameterized, type Database } from '@florin/database';
import { type Posted, Refusal, systemActor, type Transaction } from '@florin/rules';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Command } from '../posting/command.ts';
import { livesHere } from '../lives-here.ts';
import { expire } from './commands.ts';

/** How long the expiry of one hold waits for its account; a hold that is missed is found again by the next call. */
const waitMs = 2_000;

const findDue = `
  select id from ledger.transactions
  where status = 'held' and expires_at <= now() and (expires_at, id) > ($1::timestamptz, $2::uuid)
    and ${livesHere('transactions')}
  order by expires_at, id limit $3`;

const oldestDue = `
  select coalesce(extract(epoch from now() - min(expires_at)), 0)::float as seconds from ledger.transactions
  where status = 'held' and expires_at <= now() and ${livesHere('transactions')}`;

const beforeAll = { expiresAt: new Date(0), id: idFromUuid('txn', '00000000-0000-0000-0000-000000000000') };

/**
 * Ends every hold whose time is over, the longest overdue first, `pageSize` at a time, so that those of a page share
 * commits. Answers with how many ended; each ends once, however many processes call this at the same time.
 */
export async function expireHolds(
  database: Database,
  post: (command: Command) => Promise<Posted>,
  pageSize: number,
): Promise<number> {
  let expired = 0;
  let last: { expiresAt: Date | null; id: string } = beforeAll;
  for (;;) {
    const page = await readDue(database, last, pageSize);
    const outcomes = await Promise.all(page.map((hold) => expireOne(hold, post)));
    expired += outcomes.filter(Boolean).length;
    if (page.length < pageSize) return expired;
    last = page.at(-1)!;
  }
}

/** How many seconds ago the longest overdue hold should have ended; 0 when none is overdue. */
export async function holdsOverdueSeconds(database: Database): Promise<number> {
  const [row] = await database.read((em) => runParameterized<{ seconds: number }>(em, oldestDue, []));
  return row!.seconds;
}

async function readDue(
  database: Database,
  last: { expiresAt: Date | null; id: string },
  pageSize: number,
): Promise<Transaction[]> {
  return database.read(async (em) => {
    const due = await runParameterized<{ id: string }>(em, findDue, [
      last.expiresAt,
      idToUuid(last.id),
      pageSize,
    ]);
    const ids = due.map(({ id }) => idFromUuid('txn', id));
    if (ids.length === 0) return [];
    return em.find(TransactionEntity, { id: { $in: ids } }, { orderBy: { expiresAt: 'asc', id: 'asc' } });
  });
}

async function expireOne(hold: Transaction, post: (command: Command) => Promise<Posted>): Promise<boolean> {
  // No client can send a key with a space in it: nobody but another call of this finds the answer under it.
  const idempotencyKey = `expiry ${hold.id}`;
  try {
    const context = {
      tenantId: hold.tenantId,
      idempotencyKey,
      requestId: null,
      actor: systemActor('holds'),
      waitMs,
    };
    const { replayed } = await post(expire(hold, context));
    return !replayed;
  } catch (error) {
    // The hold has ended otherwise, or its account is busy: the next call finds out.
    if (error instanceof Refusal) return false;
    throw error;
  }
}
