import { runForOneRow, runParameterized } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { RecordedAccountEvent } from './account-events.ts';
import { makeAccountEvent, makeTransactionEvents } from './make-events.ts';

/** The events of one commit, in the order of its decisions. `id` orders the commits of an account. */
export type OutboxEntry = { id: string; messages: EncodedEvent[]; traceparent?: string };

type OutboxRow = {
  id: string;
  transaction_ids: string[];
  account_events: RecordedAccountEvent[] | null;
  traceparent: string | null;
};

/*
 * Rows are marked as published, instead of reading ids above the last one: commits may happen in another order than the
 * ids of the sequence. For one account the orders agree, because the row is inserted while the account's row is locked.
 * "order by id" without the table's alias would sort the selected text, with 10 before 9.
 */
const takeUnpublished = `
  select o.id::text, o.transaction_ids::text[], o.account_events, o.traceparent from ledger.outbox o
  where o.published_at is null order by o.id limit $1`;

const mark = `update ledger.outbox set published_at = now() where id = any($1::bigint[]) and published_at is null`;

const countUnpublished = `
  select count(*)::int as rows, coalesce(extract(epoch from now() - min(created_at)), 0)::float as "oldestAgeSeconds"
  from ledger.outbox where published_at is null`;

/** The outbox as the relay reads it: takes unpublished commits, oldest first, and marks them as published. */
export const outboxSource = {
  async take(em: SqlEntityManager, limit: number): Promise<OutboxEntry[]> {
    const rows = await runParameterized<OutboxRow>(em, takeUnpublished, [limit]);
    const eventsOf = await makeTransactionEvents(
      em,
      rows.flatMap((row) => row.transaction_ids),
    );
    return rows.map((row) => ({
      id: row.id,
      ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
      messages: [
        ...(row.account_events ?? []).map(makeAccountEvent),
        ...row.transaction_ids.flatMap(eventsOf),
      ],
    }));
  },

  async markPublished(em: SqlEntityManager, ids: readonly string[]): Promise<void> {
    await runParameterized(em, mark, [ids]);
  },

  /** The number of unpublished rows, and the age of the oldest one. */
  async backlog(em: SqlEntityManager): Promise<{ rows: number; oldestAgeSeconds: number }> {
    return runForOneRow<{ rows: number; oldestAgeSeconds: number }>(em, countUnpublished, []);
  },
};
