import { readOneRow, runParameterized } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import type { OutboxSource } from '@florin/messaging';

type OutboxRow = { id: string; message: EncodedEvent };

/** The outbox of this app's own events. Published rows are deleted. */
export const deliveryOutbox: OutboxSource<string> = {
  anything: 'select id from notifications.outbox order by id limit 1',
  async take(unit, limit) {
    const rows = await runParameterized<OutboxRow>(
      unit,
      `select o.id::text, o.message from notifications.outbox o order by o.id limit $1`,
      [limit],
    );
    return rows.map(({ id, message }) => ({ id, messages: [message] }));
  },
  async markPublished(unit, ids) {
    await runParameterized(unit, `delete from notifications.outbox where id = any($1::bigint[])`, [ids]);
  },
  async backlog(unit) {
    const backlog = await readOneRow<{ rows: number; oldestAgeSeconds: number }>(
      unit,
      `select count(*)::integer as rows,
              coalesce(extract(epoch from now() - min(created_at)), 0)::float as "oldestAgeSeconds"
         from notifications.outbox`,
      [],
    );
    return backlog;
  },
};
