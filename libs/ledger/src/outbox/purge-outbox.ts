import { runParameterized, type Database } from '@florin/database';
import type { Failpoint } from '../failpoint.ts';

/** Rows of one unit of work: some milliseconds, so that neither the relay nor a commit waits for it. */
const stepRows = 1_000;

/**
 * Published rows, the oldest first; never one behind a row that still waits, so that the audit can tell what was purged from
 * what is missed. What became of accounts stands nowhere else and is kept.
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
 * Removes one step of the outbox rows that were published longer than `retentionHours` (1 or more) ago; answers with
 * how many. Any number of processes may call it at once.
 */
export function purgeOutbox(
  database: Database,
  retentionHours: number,
  failpoint?: Failpoint,
): Promise<number> {
  return database.unitOfWork(async (em) => {
    const [purged] = await runParameterized<{ rows: number }>(em, purge, [retentionHours, stepRows]);
    await failpoint?.('purge.before-commit');
    return purged!.rows;
  });
}

/** For how many seconds the oldest row has been kept longer than `retentionHours`; 0 when none has. */
export async function outboxPurgeOverdueSeconds(database: Database, retentionHours: number): Promise<number> {
  const [row] = await database.read((em) =>
    runParameterized<{ seconds: number }>(em, overdue, [retentionHours]),
  );
  return Math.max(0, row!.seconds);
}
