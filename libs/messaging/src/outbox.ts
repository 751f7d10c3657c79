import type { Database, Leadership, UnitOfWork } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import { failpoint, type Logger, type Metrics } from '@florin/service';
import type { Publisher } from './publisher.ts';

/** Where events wait that were committed together with what they tell of. */
export type OutboxSource<RowId = unknown> = {
  /** Rows that are not marked as published, oldest first; for one account in the order of its commits. */
  take(unit: UnitOfWork, limit: number): Promise<{ id: RowId; messages: EncodedEvent[] }[]>;
  /**
   * SQL that has a row when there is something to take. An idle relay asks this at every poll, where it is given: it
   * costs a small part of taking nothing.
   */
  anything?: string;
  markPublished(unit: UnitOfWork, ids: RowId[]): Promise<void>;
  /** What is not published yet; read when the metrics are read. */
  backlog?(unit: UnitOfWork): Promise<{ rows: number; oldestAgeSeconds: number }>;
};

export type OutboxOptions<RowId> = {
  database: Database;
  source: OutboxSource<RowId>;
  publisher: Publisher;
  logger: Logger;
  metrics: Metrics;
};

/** Messages that one round aims at: large enough to keep Kafka busy, small enough to hold in memory. */
const roundMessages = 2_000;
const firstRoundRows = 100;
const maxRoundRows = 1_000;

/**
 * One round: take the oldest rows, publish, mark; in this order, so that whoever dies in between leaves the rows to
 * be published again under the same ids. Answers with the number of rows.
 */
export function createRounds<RowId>(
  options: OutboxOptions<RowId>,
): (leadership: Leadership) => Promise<number> {
  const { database, source, publisher, metrics } = options;
  const published = metrics.counter('florin_relay_events_total', 'Events published from the outbox');
  let limit = firstRoundRows;
  return async (leadership) => {
    if (source.anything && (await database.query(source.anything, [])).length === 0) return 0;
    const rows = await database.read((unit) => source.take(unit, limit));
    if (rows.length === 0) return 0;
    const messages = rows.flatMap((row) => row.messages);
    await failpoint('relay.after-take');
    await publisher.publish(messages, leadership.lost, leadership);
    published.inc(messages.length);
    await failpoint('relay.after-publish');
    const ids = rows.map(({ id }) => id);
    await database.unitOfWork(async (unit) => {
      // A later leader publishes these rows itself.
      await leadership.assertIn(unit);
      await source.markPublished(unit, ids);
      await failpoint('relay.before-mark-commit');
    });
    await failpoint('relay.after-mark');
    limit = rowsForARound(rows.length, messages.length);
    return rows.length;
  };
}

function rowsForARound(rows: number, messages: number): number {
  const messagesPerRow = Math.max(1, messages) / rows;
  return Math.min(maxRoundRows, Math.max(1, Math.round(roundMessages / messagesPerRow)));
}

/** Counted when the metrics are read, once for both: nothing is counted for nobody. */
export function showBacklog<RowId>({ database, source, metrics, logger }: OutboxOptions<RowId>): void {
  if (!source.backlog) return;
  let counting: Promise<{ rows: number; oldestAgeSeconds: number }> | undefined;
  function count() {
    counting ??= database.read((unit) => source.backlog!(unit)).finally(() => (counting = undefined));
    return counting;
  }
  function show(name: string, help: string, value: 'rows' | 'oldestAgeSeconds') {
    metrics.gauge(name, help, [], async (gauge) => {
      try {
        gauge.set((await count())[value]);
      } catch (error) {
        // The other metrics must stay readable while the database is away, above all then.
        logger.debug({ err: error }, 'the backlog cannot be read');
        gauge.remove();
      }
    });
  }
  show('florin_outbox_rows', 'Rows in the outbox that are not published yet', 'rows');
  show(
    'florin_outbox_oldest_age_seconds',
    'Age of the oldest row that is not published yet',
    'oldestAgeSeconds',
  );
}
