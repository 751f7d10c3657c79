const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Long before this age a new key is made, so that no more is signed with one than a month's tokens. */
const signsForMs = 30 * dayMs;
/** Known for so long before it signs: whoever keeps the published set (for ten minutes) has seen it by then. */
const announcedForMs = hourMs;
/** Longer than the last token that it signed can live, by far. */
const verifiesForMs = signsForMs + dayMs;

type Aged = { createdAt: Date };

const ageMs = ({ createdAt }: Aged, now: Date): number => now.getTime() - createdAt.getTime();

/** Keys that were made after this moment may have signed what still works. */
export function verifiesSince(now: Date): Date {
  return new Date(now.getTime() - verifiesForMs);
}

/** Whether a key has to be made, so that it is announced before the newest one stops signing. */
export function isKeyDue(keys: readonly Aged[], now: Date): boolean {
  return keys.every((key) => ageMs(key, now) >= signsForMs - announcedForMs);
}

/**
 * The newest that was announced; where none was, as in a new bank, the oldest. None that ends before what it signs.
 */
export function keyThatSigns<Key extends Aged>(keys: readonly Key[], now: Date): Key | undefined {
  const newestFirst = keys
    .filter((key) => ageMs(key, now) < verifiesForMs - hourMs)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return newestFirst.find((key) => ageMs(key, now) >= announcedForMs) ?? newestFirst.at(-1);
}
