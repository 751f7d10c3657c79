import { pause } from '@florin/service';
import { backoffMs } from './backoff.ts';
import { createRounds, showBacklog, type OutboxOptions } from './outbox.ts';

export type Relay = {
  /** Finishes what is being published, gives the leadership up. */
  stop(): Promise<void>;
  isLeading(): boolean;
  /** For a readiness check: a standby is as ready as the leader. */
  check(): { ok: boolean; detail: string };
};

/** An idle leader looks this often: half of it is the mean wait of a commit for its events to leave. */
const defaultPollMs = 50;

/**
 * Publishes an outbox in order, at least once, from one process at a time: the one that holds the advisory lock
 * `lockName`. A row is marked only after Kafka has acknowledged its messages; whoever dies in between leaves it to
 * be published again under the same ids. Even a leader that was paused and does not know that it lost the lock
 * breaks no order: whoever publishes sends a row only when the one before it is acknowledged.
 */
export function startRelay<RowId>(
  options: OutboxOptions<RowId> & { lockName: string; pollMs?: number },
): Relay {
  const { database, lockName, logger, metrics, pollMs = defaultPollMs } = options;
  const stopping = new AbortController();
  const publishSome = createRounds(options);
  let leading = false;
  let trouble = '';
  showBacklog(options);
  const help = '1 while this process publishes, 0 while it stands by';
  metrics.gauge('florin_relay_leading', help, [], (gauge) => gauge.set(leading ? 1 : 0));

  async function publishWhileLeading(lost: AbortSignal): Promise<void> {
    leading = true;
    logger.info({ lockName }, 'leads the relay');
    for (let failed = 0; !lost.aborted;) {
      try {
        const rows = await publishSome(lost);
        failed = 0;
        trouble = '';
        if (rows === 0) await pause(pollMs, lost);
      } catch (error) {
        if (lost.aborted) break;
        failed += 1;
        trouble = ', cannot publish';
        if (failed === 1) {
          logger.warn({ err: error }, 'the outbox cannot be published, trying again until it can');
        }
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
