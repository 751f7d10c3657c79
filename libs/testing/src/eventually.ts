import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats `attempt` until it returns something other than false or undefined, and returns that. After `withinMs` (default
 * 90,000) it throws the last error, so that a failed `expect` inside is reported as usual.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  options: { withinMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false | undefined>> {
  const { withinMs = 90_000, everyMs = 50 } = options;
  const deadline = Date.now() + withinMs;
  for (;;) {
    const outcome = await outcomeOf(attempt);
    if ('value' in outcome && outcome.value !== false && outcome.value !== undefined) {
      return outcome.value as Exclude<T, false | undefined>;
    }
    if (Date.now() > deadline) {
      throw 'error' in outcome ? outcome.error : new Error(`It did not come true within ${withinMs} ms.`);
    }
    await sleep(everyMs);
  }
}

async function outcomeOf<T>(attempt: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await attempt() };
  } catch (error) {
    return { error };
  }
}
