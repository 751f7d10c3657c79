import { setTimeout as sleep } from 'node:timers/promises';

const limitMs = 90_000;

/** Tries until it holds. Returns false when it still does not after 90 s. */
export async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) return false;
    await sleep(500);
  }
  return true;
}
