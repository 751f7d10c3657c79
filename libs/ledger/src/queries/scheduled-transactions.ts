import { runForOneRow, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Refusal, type ScheduledStatus } from '@florin/rules';
import { ScheduledTransactionEntity, type ScheduledTransaction } from '../entities/scheduled-transaction.ts';
import { pageOf, type Page } from './page.ts';
import { livesHere } from '../lives-here.ts';

export type ScheduledFilter = {
  accountId: string | undefined;
  status: ScheduledStatus | undefined;
  limit: number;
  below: string | undefined;
};

/** Throws `not_found`, also for another tenant's. */
export function getScheduledTransaction(
  database: Database,
  tenantId: string,
  id: string,
): Promise<ScheduledTransaction> {
  return database.read((em) => findScheduledTransaction(em, tenantId, id));
}

/** Same as `getScheduledTransaction`, in a unit of work. */
export async function findScheduledTransaction(
  em: SqlEntityManager,
  tenantId: string,
  id: string,
): Promise<ScheduledTransaction> {
  const scheduled = await em.findOne(ScheduledTransactionEntity, { id, tenantId });
  if (!scheduled) throw new Refusal('not_found', `There is no scheduled transaction ${id}.`);
  return scheduled;
}

/** Scheduled transactions of the tenant, newest first. */
export async function listScheduledTransactions(
  database: Database,
  tenantId: string,
  { accountId, status, limit, below }: ScheduledFilter,
): Promise<Page<ScheduledTransaction>> {
  const where = {
    tenantId,
    ...(accountId === undefined ? {} : { $or: [{ fromAccountId: accountId }, { toAccountId: accountId }] }),
    ...(status === undefined ? {} : { status }),
    ...(below === undefined ? {} : { id: { $lt: below } }),
  };
  const rows = await database.read((em) =>
    em.find(ScheduledTransactionEntity, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
  );
  return pageOf(rows, limit);
}

const oldestDue = `
  select coalesce(extract(epoch from now() - min(scheduled_for)), 0)::float as seconds
  from ledger.scheduled_transactions
  where status = 'pending' and scheduled_for <= now() and ${livesHere('scheduled_transactions')}`;

/** How long the oldest due transaction has been due, in seconds; 0 when none is. */
export async function scheduledOverdueSeconds(database: Database): Promise<number> {
  const { seconds } = await database.read((em) => runForOneRow<{ seconds: number }>(em, oldestDue, []));
  return seconds;
}
