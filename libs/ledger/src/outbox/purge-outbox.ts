import { runForOneRow, type Database } from '@florin/database';
import type { Failpoint } from '../failpoint.ts';

/** The rows of one unit of work, which takes a few milliseconds, so that neither the relay nor a commit waits for it. */
const stepRows = 1_000;

/**
 * Deletes published rows, oldest first, but none after an unpublished row, so that the audit can distinguish purged rows
 * from missing ones. Events of accounts are stored nowhere else and are kept.
 */
const purge = `
  with old as (
    select id from ledger.outbox
    where published_at < now() - make_interval(hours => $1::int)
      and id < coalesce((select min(id) from ledger.outbox where published_at is null), 9223372036854775807)
    order by published_at limit $2 for update skip locked
  ), gone as (
    delete from ledger.outbox o using old where o.id = old.id returning o.id, o.account_events, o.created_at
  ), kept as (
    insert into ledger.account_events (outbox_id, events, created_at)
    select id, account_events, created_at from gone where account_events is not null
  )
  select count(*)::int as rows from gone`;

const overdue = `
  select coalesce(extract(epoch from now() - make_interval(hours => $1::int) - min(published_at)), 0)::float as seconds
  from ledger.outbox where published_at is not null`;

/**
 * Removes up to 1,000 outbox rows that were published more than `retentionHours` (1 or more) ago, and returns their
 * number. Any number of processes may call it at the same time.
 */
export function purgeOutbox(
  database: Database,
  retentionHours: number,
  failpoint?: Failpoint,
): Promise<number> {
  return database.unitOfWork(async (em) => {
    const { rows } = await runForOneRow<{ rows: number }>(em, purge, [retentionHours, stepRows]);
    await failpoint?.('purge.before-commit');
    return rows;
  });
}

/** How long the oldest row has been kept beyond `retentionHours`, in seconds; 0 when none has. */
export async function outboxPurgeOverdueSeconds(database: Database, retentionHours: number): Promise<number> {
  const { seconds } = await database.read((em) =>
    runForOneRow<{ seconds: number }>(em, overdue, [retentionHours]),
  );
  return Math.max(0, seconds);
}
