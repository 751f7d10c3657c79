import { decodeEvent, topics as allTopics } from '@florin/events';
import type { FlorinEvent } from '@florin/events';
import { readTopics } from '@florin/messaging';
import type { EventLogAddress, ReadMessage } from '@florin/messaging';
import { eventually } from './eventually.ts';

export type CollectedEvent = ReadMessage & { event: FlorinEvent };

export type EventCollector = {
  /** All events published so far, with repetitions, in the order of each partition. */
  all(): CollectedEvent[];
  /** The events of one account, each id once: those that should have an effect at a consumer. */
  ofAccount(accountId: string): FlorinEvent[];
  /** Waits (default 90 s) until `count` different events of the account are there. */
  untilAccountHas(accountId: string, count: number, withinMs?: number): Promise<FlorinEvent[]>;
  stop(): Promise<void>;
};

/** Reads the topics from their first event on. After a message that is no event of the bank, the next call throws. */
export function collectEvents(options: EventLogAddress & { topics?: readonly string[] }): EventCollector {
  const { topics = allTopics } = options;
  const collected: CollectedEvent[] = [];
  const unreadable: unknown[] = [];
  const reader = readTopics({
    ...options,
    topics,
    onMessage: (message) => collect(message, collected, unreadable),
  });
  const all = () => {
    if (unreadable.length > 0) throw unreadable[0];
    return collected;
  };
  const ofAccount = (accountId: string) => {
    const events = all().filter(({ event }) => event.accountId === accountId);
    return [...new Map(events.map(({ event }) => [event.id, event])).values()];
  };
  return {
    all,
    ofAccount,
    untilAccountHas: (accountId, count, withinMs = 90_000) =>
      eventually(() => enough(ofAccount(accountId), count), { withinMs }),
    stop: () => reader.stop(),
  };
}

function collect(message: ReadMessage, collected: CollectedEvent[], unreadable: unknown[]): void {
  try {
    collected.push({ ...message, event: decodeEvent(message.topic, message.key, message.value) });
  } catch (error) {
    unreadable.push(error);
  }
}

function enough(events: FlorinEvent[], count: number): FlorinEvent[] {
  if (events.length >= count) return events;
  throw new Error(`${events.length} of ${count} events are there: ${events.map(({ id }) => id).join(', ')}`);
}
