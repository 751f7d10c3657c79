const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Age at which a key stops signing. */
const signsForMs = 30 * dayMs;
/** A key is published this long before it signs. Clients cache the published set for ten minutes. */
const publishedForMs = hourMs;
/** A key verifies one day longer than it signs. A token lives at most 15 minutes. */
const verifiesForMs = signsForMs + dayMs;

type Aged = { createdAt: Date };

const ageMs = ({ createdAt }: Aged, now: Date): number => now.getTime() - createdAt.getTime();

/** Only keys created after this time may have signed tokens that are still valid. */
export function verifiesSince(now: Date): Date {
  return new Date(now.getTime() - verifiesForMs);
}

/** Whether a key must be created now, so that it is published in time before the newest one stops signing. */
export function isKeyDue(keys: readonly Aged[], now: Date): boolean {
  return keys.every((key) => ageMs(key, now) >= signsForMs - publishedForMs);
}

/**
 * The newest key that has been published long enough, or else the oldest key, as in a new bank. Never a key that stops
 * verifying before the tokens it would sign expire.
 */
export function keyThatSigns<Key extends Aged>(keys: readonly Key[], now: Date): Key | undefined {
  const newestFirst = keys
    .filter((key) => ageMs(key, now) < verifiesForMs - hourMs)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return newestFirst.find((key) => ageMs(key, now) >= publishedForMs) ?? newestFirst.at(-1);
}
