import type { Leadership } from '@florin/database';
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
/** A round that takes longer waits for something that is away. */
const stuckAfterMs = 3_000;

/**
 * Publishes an outbox in order, at least once, from one process at a time: the one that holds the lease `lockName`. A
 * row is marked only after Kafka has acknowledged its messages; a process that dies in between leaves it to be published
 * again under the same ids. A leader that was paused sends nothing when it wakes up after its lease. What it had handed
 * to the network before may still arrive at Kafka, and late: those are events that the next leader publishes too, under
 * the same ids, and the first delivery of each is in order, since every leader sends a row only when all before it are
 * acknowledged.
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
  const help = '1 while this process publishes, 0 while it stands by';
  metrics.gauge('florin_relay_leading', help, [], (gauge) => gauge.set(leading ? 1 : 0));

  async function publishWhileLeading(leadership: Leadership): Promise<void> {
    const { lost, expired } = leadership;
    leading = true;
    expired.addEventListener('abort', () => (leading = false), { once: true });
    roundAt = performance.now();
    logger.info({ lockName, epoch: leadership.epoch }, 'leads the relay');
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
    check() {
      const isStuck = leading && performance.now() - roundAt > stuckAfterMs;
      const ok = trouble === '' && !isStuck;
      const detail = isStuck && trouble === '' ? ', cannot publish' : trouble;
      return { ok, detail: `${leading ? 'leader' : 'standby'}${detail}` };
    },
  };
}
