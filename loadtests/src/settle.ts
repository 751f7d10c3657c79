import { RefusedError, type Florin } from '@florin/sdk';
import { eachOf } from './each-of.ts';
import type { Intent, Journal } from './journal.ts';

/** Asks again, under the same keys, for movements whose answer was lost: the bank then tells, or carries them out. */
export async function settle(
  florin: Florin,
  open: readonly Intent[],
): Promise<Pick<Journal, 'moved' | 'refused'>> {
  const settled: Pick<Journal, 'moved' | 'refused'> = { moved: [], refused: [] };
  await eachOf(open, 10, async (intent) => {
    try {
      await askAgain(florin, intent);
      settled.moved.push(intent);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      settled.refused.push(intent);
    }
  });
  return settled;
}

function askAgain(florin: Florin, intent: Intent) {
  const options = { idempotencyKey: intent.key, maxRetries: 8 };
  if (intent.operation === 'credit') return florin.transactions.credit(intent.body, options);
  if (intent.operation === 'debit') return florin.transactions.debit(intent.body, options);
  return florin.transactions.transfer(intent.body, options);
}
