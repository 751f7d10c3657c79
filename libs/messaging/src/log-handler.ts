import type { FlorinEvent } from '@florin/events';
import type { ReceivedMessage } from './dead-letters.ts';
import { createEffect, type EffectOptions } from './effect.ts';
import { createMessageHandler } from './message-handling.ts';

export type LogHandler = {
  /** Resolves when each event that `choose` leaves has had its effect, or was one that cannot have any. */
  handle(
    messages: readonly ReceivedMessage[],
    signal: AbortSignal,
    choose?: (events: readonly FlorinEvent[]) => Promise<readonly FlorinEvent[]>,
  ): Promise<void>;
  /** Messages that a consumer would have put into its dead letters. */
  skipped(): number;
};

/**
 * Gives messages that were read from the log their effect, exactly as a consumer gives it to those that it is
 * delivered, but into whatever `schema` says: tables that are being built anew beside those in use. Poison messages are
 * counted and skipped, for the consumer has put them into its dead letters when it met them.
 */
export function createLogHandler(options: EffectOptions): LogHandler {
  const takeEffect = createEffect(options);
  let skipped = 0;
  return {
    handle: (messages, signal, choose = async (events) => events) =>
      createMessageHandler({
        takeEffect: async (events, until, withinMs) => {
          const chosen = await choose(events);
          return chosen.length === 0 ? undefined : takeEffect(chosen, until, withinMs);
        },
        putIntoDeadLetters: async (letters) => {
          skipped += letters.length;
        },
      })(messages, signal),
    skipped: () => skipped,
  };
}
