/** Headers of every answer: it is what it says it is, and nobody keeps a copy of balances. */
export const everyAnswer = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
