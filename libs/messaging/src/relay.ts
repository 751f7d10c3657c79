import { leadUntilStopped, type Leadership } from '@florin/database';
import { pause } from '@florin/service';
import { backoffMs } from './backoff.ts';
import { createRounds, showBacklog, type OutboxOptions } from './outbox.ts';

export type Relay = {
  /** Finishes the current round and gives up the leadership. */
  stop(): Promise<void>;
  isLeading(): boolean;
  /** For a readiness check: a standby is as ready as the leader. */
  check(): { ok: boolean; detail: string };
};

/** Poll interval of an idle leader. On average, an event waits half of it. */
const defaultPollMs = 50;
/** A round that takes longer waits for an unavailable service. */
const stuckAfterMs = 3_000;

/**
 * Publishes an outbox in order, at least once, from the one process that holds the lease `lockName`. A row is marked only
 * after Kafka has acknowledged its messages. If the process dies in between, the row is published again under the same
 * ids. A leader that was paused beyond its lease sends nothing when it resumes. Messages it had sent before may still
 * arrive late at Kafka. The next leader publishes these events too, under the same ids, and the first delivery of each
 * event is in order, because every leader sends a row only after all rows before it are acknowledged.
 */
export function startRelay<RowId>(
  options: OutboxOptions<RowId> & { lockName: string; pollMs?: number },
): Relay {
  const { database, lockName, logger, metrics, pollMs = defaultPollMs } = options;
  const stopping = new AbortController();
  const publishSome = createRounds(options);
  let leading = false;
  let trouble = '';
  let roundAt = 0;
  showBacklog(options);
  const help = '1 while this process publishes, 0 while it is a standby';
  metrics.gauge('florin_relay_leading', help, [], (gauge) => gauge.set(leading ? 1 : 0));

  async function publishWhileLeading(leadership: Leadership): Promise<void> {
    const { lost, expired } = leadership;
    leading = true;
    expired.addEventListener('abort', () => (leading = false), { once: true });
    roundAt = performance.now();
    logger.info({ lockName, epoch: leadership.epoch }, 'became the leader of the relay');
    for (let failed = 0; !lost.aborted;) {
      try {
        const rows = await publishSome(leadership);
        roundAt = performance.now();
        failed = 0;
        trouble = '';
        if (rows === 0) await pause(pollMs, lost);
      } catch (error) {
        if (lost.aborted) break;
        failed += 1;
        trouble = ', cannot publish';
        if (failed === 1) {
          logger.warn({ err: error }, 'the outbox cannot be published, trying again');
        }
        await pause(backoffMs(failed, 50, 1_000), lost);
      }
    }
    leading = false;
  }

  const { signal } = stopping;
  const running = leadUntilStopped(database, { name: lockName, signal, logger, work: publishWhileLeading });
  return {
    async stop() {
      stopping.abort();
      await running;
    },
    isLeading: () => leading,
    check() {
      const isStuck = leading && performance.now() - roundAt > stuckAfterMs;
      const ok = trouble === '' && !isStuck;
      const detail = isStuck && trouble === '' ? ', cannot publish' : trouble;
      return { ok, detail: `${leading ? 'leader' : 'standby'}${detail}` };
    },
  };
}
