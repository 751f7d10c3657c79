import { deadLetterTopic } from '@florin/events';
import { endsWithin, pause } from '@florin/service';
import { backoffMs } from './backoff.ts';
import { createLagReader, type PartitionLag } from './consumer-metrics.ts';
import { createDeadLetters, deadLetterSettings } from './dead-letters.ts';
import { createEffect, type EffectOptions } from './event-effect.ts';
import { createMessageHandler, defaultHandlingMs } from './handle-messages.ts';
import type { EventLogAddress } from './event-log.ts';
import { eventLogAt } from './open-log.ts';
import { openLogWatch } from './log-watch.ts';
import { createPublisher } from './publisher.ts';
import { ensureTopics } from './topics.ts';
import { otherLogUsed } from './used-log.ts';

export type ConsumerOptions = EffectOptions &
  EventLogAddress & {
    groupId: string;
    topics: readonly string[];
    /** Time limit of the handler for the events of one unit of work, which are at most 1,000. Default 10,000. */
    handlingMs?: number;
  };

export type RunningConsumer = {
  /** Finishes the current unit of work, leaves the group and closes all connections, within 10 s. */
  stop(): Promise<void>;
  /** Reads the lag from the log. Throws when the log does not answer. All zero: every effect was applied. */
  lag(): Promise<PartitionLag[]>;
  /** For a readiness check: whether the log is the bank's and answers, and this process is a member of its group. */
  check(): { ok: boolean; detail: string };
  /** Whether the log answers. */
  isLogUp(): boolean;
};

const stopLimitMs = 6_000;

/**
 * Handles every event of `topics` exactly once, from the first event on. Returns at once and never gives up: while
 * the log is unavailable it keeps trying to join the group, and while the database is unavailable it keeps its position
 * and waits.
 */
export async function runConsumer(options: ConsumerOptions): Promise<RunningConsumer> {
  const { groupId, topics, logger, metrics } = options;
  const address = { ...options, clientId: groupId };
  const log = eventLogAt(address);
  const stopping = new AbortController();
  const publisher = await createPublisher({ ...address, logger, metrics });
  const putIntoDeadLetters = createDeadLetters({ groupId, publisher, logger, metrics });
  const handleMessages = createMessageHandler({
    applyEffect: createEffect(options),
    putIntoDeadLetters,
    handlingMs: options.handlingMs ?? defaultHandlingMs,
  });
  const readLag = createLagReader({ groupId, topics, metrics });
  let elsewhere: string | undefined;
  const watch = openLogWatch(
    log,
    async (admin) => {
      elsewhere = await otherLogUsed(options.database, log);
      return readLag(admin);
    },
    logger,
  );
  let joined = false;

  async function prepareTopics(): Promise<void> {
    const { signal } = stopping;
    await ensureTopics({ ...address, topics, logger, signal });
    const deadLetters = { topics: [deadLetterTopic(groupId)], partitions: 1, settings: deadLetterSettings };
    await ensureTopics({ ...address, ...deadLetters, logger, signal });
  }

  async function consume(): Promise<void> {
    const { signal } = stopping;
    await prepareTopics();
    for (let failed = 0; !signal.aborted;) {
      const onJoin = () => {
        joined = true;
        failed = 0;
      };
      const crash = await log.consume({ groupId, topics, handleMessages, onJoin, signal });
      if (signal.aborted) return;
      joined = false;
      failed += 1;
      if (failed === 1)
        logger.warn({ err: crash }, `lost the connection to ${log.name}, trying to join the group again`);
      await pause(backoffMs(failed, 200, 1_000), signal);
    }
  }

  const consuming = consume();
  return {
    async stop() {
      stopping.abort();
      const [inTime] = await Promise.all([endsWithin(stopLimitMs, consuming), watch.close()]);
      if (!inTime) logger.warn('left the group without a response of its coordinator');
      await publisher.close();
    },
    lag: () => watch.read(),
    check() {
      const { ok, detail } = watch.check();
      if (elsewhere !== undefined) return { ok: false, detail: elsewhere };
      return {
        ok: ok && joined,
        detail: `${detail}, ${joined ? 'in the group' : 'joining'}`,
      };
    },
    isLogUp: () => watch.check().ok,
  };
}
