import { pause } from '@florin/service';
import { isUnavailable } from './failures.ts';

export interface RepeatedWork {
  /** The pause after a turn that found nothing to do or failed. */
  everyMs: number;
  /** One turn. Returns true when there may be more to do, which starts the next turn at once. Ends when the signal aborts. */
  work(signal: AbortSignal): Promise<boolean>;
  /** Called when the database is unavailable. The next turn comes after the pause. */
  onAway(error: unknown): void;
  /** Called for any other error, which is a bug in the work. The next turn comes after the pause. */
  onBug(error: unknown): void;
}

/**
 * Runs the work repeatedly until it is stopped, also while the database is unavailable. An error in the work never ends the
 * process.
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
