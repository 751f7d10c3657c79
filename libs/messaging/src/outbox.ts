import type { Database, Leadership, UnitOfWork } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import { failpoint, startSpan, type Logger, type Metrics, type Span } from '@florin/service';
import type { Publisher } from './publisher.ts';
import { requireMayPublish } from './used-log.ts';

type OutboxRow<RowId> = {
  id: RowId;
  messages: EncodedEvent[];
  /** The span that wrote the row, if it was traced. */
  traceparent?: string;
};

/** A table of events that were committed in the same unit of work as the changes they describe. */
export type OutboxSource<RowId = unknown> = {
  /** Reads rows that are not marked as published, oldest first. Rows of one account are in the order of its commits. */
  take(unit: UnitOfWork, limit: number): Promise<OutboxRow<RowId>[]>;
  /**
   * SQL that returns a row if there is something to publish. If given, an idle relay runs it at every poll, because it
   * is much cheaper than `take`.
   */
  anything?: string;
  markPublished(unit: UnitOfWork, ids: RowId[]): Promise<void>;
  /** The rows that are not published yet. Called when the metrics are scraped. */
  backlog?(unit: UnitOfWork): Promise<{ rows: number; oldestAgeSeconds: number }>;
};

export type OutboxOptions<RowId> = {
  database: Database;
  source: OutboxSource<RowId>;
  publisher: Publisher;
  logger: Logger;
  metrics: Metrics;
};

/** Target number of messages per round: enough to keep Kafka busy, few enough to hold in memory. */
const roundMessages = 2_000;
const firstRoundRows = 100;
const maxRoundRows = 1_000;

/**
 * Creates a function that runs one round: it takes the oldest rows, publishes them, then marks them. If the process dies
 * in between, the rows are published again under the same ids. Resolves to the number of rows.
 */
export function createRounds<RowId>(
  options: OutboxOptions<RowId>,
): (leadership: Leadership) => Promise<number> {
  const { database, source, publisher, logger, metrics } = options;
  const published = metrics.counter('florin_relay_events_total', 'Events published from the outbox');
  let limit = firstRoundRows;
  return async (leadership) => {
    if (source.anything && (await database.query(source.anything, [])).length === 0) return 0;
    const rows = await database.read(async (unit) => {
      await requireMayPublish(unit, publisher.logName);
      return source.take(unit, limit);
    });
    if (rows.length === 0) return 0;
    const messages = rows.flatMap((row) => row.messages);
    await failpoint('relay.after-take');
    const spans = traceRows(rows, publisher.logName.toLowerCase());
    await publisher
      .publish(messages, leadership.lost, leadership)
      .finally(() => spans.forEach((span) => span.end()));
    published.inc(messages.length);
    for (const { traceId } of spans) logger.debug({ trace_id: traceId }, 'published the events of a commit');
    await failpoint('relay.after-publish');
    const ids = rows.map(({ id }) => id);
    await database.unitOfWork(async (unit) => {
      // A later leader publishes these rows itself.
      await leadership.assertIn(unit);
      // What is not marked now is published again after a move, to the other log.
      await requireMayPublish(unit, publisher.logName);
      await source.markPublished(unit, ids);
      await failpoint('relay.before-mark-commit');
    });
    await failpoint('relay.after-mark');
    limit = rowsForARound(rows.length, messages.length);
    return rows.length;
  };
}

/** Begins a span for each traced row, and names it in the headers of the row's messages; without it, the row's own. */
function traceRows(rows: readonly OutboxRow<unknown>[], system: string): Span[] {
  return rows.flatMap(({ messages, traceparent }) => {
    if (traceparent === undefined) return [];
    const attributes = { 'messaging.system': system, 'messaging.batch.message_count': messages.length };
    const span = startSpan('publish', { kind: 'producer', parent: traceparent, attributes });
    for (const { headers } of messages) headers['traceparent'] = span?.traceparent ?? traceparent;
    return span ?? [];
  });
}

function rowsForARound(rows: number, messages: number): number {
  const messagesPerRow = Math.max(1, messages) / rows;
  return Math.min(maxRoundRows, Math.max(1, Math.round(roundMessages / messagesPerRow)));
}

/** Shows the backlog in two gauges. It is counted once per scrape. */
export function showBacklog<RowId>({ database, source, metrics, logger }: OutboxOptions<RowId>): void {
  const backlog = source.backlog?.bind(source);
  if (backlog === undefined) return;
  let counting: Promise<{ rows: number; oldestAgeSeconds: number }> | undefined;
  const count = () => (counting ??= database.read(backlog).finally(() => (counting = undefined)));
  function show(name: string, help: string, value: 'rows' | 'oldestAgeSeconds') {
    metrics.gauge(name, help, [], async (gauge) => {
      try {
        gauge.set((await count())[value]);
      } catch (error) {
        // The other metrics must stay readable while the database is unavailable.
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
