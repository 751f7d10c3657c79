import { runParameterized, type Database } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import type { OutboxSource } from '../src/index.ts';

/** A minimal outbox for tests. One row contains the events of one commit. */
export const outbox: OutboxSource<string> = {
  take: (unit, limit) =>
    runParameterized<{ id: string; messages: EncodedEvent[] }>(
      unit,
      'select id, messages from bank.outbox where published_at is null order by id limit $1',
      [limit],
    ),
  async markPublished(unit, ids) {
    await runParameterized(
      unit,
      'update bank.outbox set published_at = now() where id = any ($1::bigint[])',
      [ids],
    );
  },
  async backlog(unit) {
    const [backlog] = await runParameterized<{ rows: number }>(
      unit,
      'select count(*)::int as rows from bank.outbox where published_at is null',
      [],
    );
    return { rows: backlog!.rows, oldestAgeSeconds: 0 };
  },
};

/** Inserts one row for each group of events. */
export async function commitToOutbox(database: Database, commits: EncodedEvent[][]): Promise<void> {
  await database.unitOfWork((unit) =>
    runParameterized(unit, 'insert into bank.outbox (messages) select jsonb_array_elements($1::jsonb)', [
      JSON.stringify(commits),
    ]),
  );
}

export const unpublished = async (database: Database): Promise<number> =>
  (await database.read((unit) => outbox.backlog!(unit))).rows;
