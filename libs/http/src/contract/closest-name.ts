import { distance } from 'fastest-levenshtein';

/** Longer than any name of the contract. */
const maxLength = 64;

/** The one of `names` that was probably meant: spelled almost so, in other case, or begun so. */
export function closestName(written: string, names: readonly string[]): string | undefined {
  if (written.length > maxLength) return undefined;
  // `metadata[order]`, `accountId` and `account-id` are about the name's letters.
  const letters = lettersOf(written.replace(/\[.*$/s, ''));
  if (letters.length < 2) return undefined;
  let best: { name: string; changes: number } | undefined;
  for (const name of names) {
    const changes = distance(letters, lettersOf(name));
    if (changes <= Math.max(1, Math.floor(letters.length / 3)) && changes < (best?.changes ?? Infinity))
      best = { name, changes };
  }
  if (best) return best.name;
  const begun = names.filter((name) => letters.length > 2 && lettersOf(name).startsWith(letters));
  return begun.length === 1 ? begun[0] : undefined;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
