import type { Database } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import type { Logger, Metrics } from '@florin/service';
import { backoffMs, pause } from './backoff.ts';
import type { EntityManager } from './entity-manager.ts';
import type { Publisher } from './publisher.ts';

/** Where events wait that were committed together with what they tell of. */
export type OutboxSource<RowId = unknown> = {
  /** Rows that are not marked as published, oldest first; for one account in the order of its commits. */
  take(em: EntityManager, limit: number): Promise<{ id: RowId; messages: EncodedEvent[] }[]>;
  markPublished(em: EntityManager, ids: RowId[]): Promise<void>;
  /** What is not published yet; read when the metrics are read. */
  backlog?(em: EntityManager): Promise<{ rows: number; oldestAgeSeconds: number }>;
};

export type Relay = {
  /** Finishes what is being published, gives the leadership up. */
  stop(): Promise<void>;
  isLeading(): boolean;
  /** For a readiness check: a standby is as ready as the leader. */
  check(): { ok: boolean; detail: string };
};

/** An idle leader looks this often: half of it is the mean wait of a commit for its events to leave. */
const defaultPollMs = 50;
/** Messages that one round aims at: large enough to keep Kafka busy, small enough to hold in memory. */
const roundMessages = 2_000;
const maxRoundRows = 1_000;

/**
 * Publishes an outbox in order, at least once, from one process at a time: the one that holds the advisory lock
 * `lockName`. A row is marked only after Kafka has acknowledged its messages; whoever dies in between leaves it to
 * be published again under the same ids. Even a leader that was paused and does not know that it lost the lock
 * breaks no order: whoever publishes sends a row only when the one before it is acknowledged.
 */
export function startRelay<RowId>(options: {
  database: Database;
  lockName: string;
  source: OutboxSource<RowId>;
  publisher: Publisher;
  logger: Logger;
  metrics: Metrics;
  pollMs?: number;
}): Relay {
  const { database, lockName, source, publisher, logger, pollMs = defaultPollMs } = options;
  const stopping = new AbortController();
  const published = options.metrics.counter('florin_relay_events_total', 'Events published from the outbox');
  let leading = false;
  let trouble = '';
  showBacklog(options);
  options.metrics.gauge(
    'florin_relay_leading',
    '1 while this process publishes, 0 while it stands by',
    [],
    (gauge) => gauge.set(leading ? 1 : 0),
  );

  /** One round: take, publish, mark. Returns the number of rows and of messages. */
  async function publishSome(limit: number, lost: AbortSignal): Promise<{ rows: number; messages: number }> {
    const rows = await database.read((em) => source.take(em, limit));
    if (rows.length === 0) return { rows: 0, messages: 0 };
    const messages = rows.flatMap((row) => row.messages);
    await publisher.publish(messages, lost);
    published.inc(messages.length);
    await database.unitOfWork((em) =>
      source.markPublished(
        em,
        rows.map(({ id }) => id),
      ),
    );
    return { rows: rows.length, messages: messages.length };
  }

  async function publishWhileLeading(lost: AbortSignal): Promise<void> {
    leading = true;
    logger.info({ lockName }, 'leads the relay');
    let limit = 100;
    for (let failed = 0; !lost.aborted;) {
      try {
        const { rows, messages } = await publishSome(limit, lost);
        failed = 0;
        trouble = '';
        if (rows === 0) await pause(pollMs, lost);
        else limit = rowsForARound(rows, messages);
      } catch (error) {
        if (lost.aborted) break;
        failed += 1;
        trouble = ', cannot publish';
        if (failed === 1)
          logger.warn({ err: error }, 'the outbox cannot be published, trying again until it can');
        await pause(backoffMs(failed, 50, 1_000), lost);
      }
    }
    leading = false;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await database.whileLeader(lockName, stopping.signal, publishWhileLeading);
      } catch (error) {
        logger.warn({ err: error }, 'cannot stand for the leadership of the relay, trying again');
        await pause(1_000, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
    isLeading: () => leading,
    check: () => ({ ok: trouble === '', detail: `${leading ? 'leader' : 'standby'}${trouble}` }),
  };
}

function rowsForARound(rows: number, messages: number): number {
  const messagesPerRow = Math.max(1, messages) / rows;
  return Math.min(maxRoundRows, Math.max(1, Math.round(roundMessages / messagesPerRow)));
}

/** Counted when the metrics are read: nothing is counted for nobody. */
function showBacklog<RowId>(
  options: Pick<Parameters<typeof startRelay<RowId>>[0], 'database' | 'source' | 'metrics' | 'logger'>,
) {
  const { database, source, metrics, logger } = options;
  if (!source.backlog) return;
  const age = metrics.gauge(
    'florin_outbox_oldest_age_seconds',
    'Age of the oldest row that is not published yet',
  );
  metrics.gauge('florin_outbox_rows', 'Rows in the outbox that are not published yet', [], async (gauge) => {
    try {
      const backlog = await database.read((em) => source.backlog!(em));
      gauge.set(backlog.rows);
      age.set(backlog.oldestAgeSeconds);
    } catch (error) {
      // The other metrics must stay readable while the database is away, above all then.
      logger.debug({ err: error }, 'the backlog cannot be read');
      gauge.remove();
      age.remove();
    }
  });
}
