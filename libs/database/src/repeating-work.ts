import { pause } from '@florin/service';
import { isUnavailable } from './failures.ts';

export interface RepeatedWork {
  /** The pause after a turn that found nothing, or found the database away. */
  everyMs: number;
  /** One turn; true when there may be more, which is then looked for at once. The signal tells it to come to an end. */
  work(signal: AbortSignal): Promise<boolean>;
  /** Told each time the database is away; the next turn comes after the pause. */
  onAway(error: unknown): void;
  /** Told of every other error, which is a bug: of this work alone, so the next turn comes after the pause too. */
  onBug(error: unknown): void;
}

/**
 * Works now and then again and again, until it is stopped; riding out an absence of the database. What goes wrong in it
 * never ends the process.
 */
export function startRepeating({ everyMs, work, onAway, onBug }: RepeatedWork): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        if (await work(signal)) continue;
      } catch (error) {
        if (isUnavailable(error)) onAway(error);
        else onBug(error);
      }
      await pause(everyMs, signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
