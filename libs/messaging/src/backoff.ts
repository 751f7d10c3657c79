/** The pause before the next attempt: random, below a ceiling that doubles from `firstMs` to `maxMs` (full jitter). */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  return Math.random() * Math.min(maxMs, firstMs * 2 ** (attempt - 1));
}
