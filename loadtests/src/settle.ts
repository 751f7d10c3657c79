import { RefusedError, type Florin } from '@florin/sdk';
import { eachOf } from './each-of.ts';
import { refusedIn, settleIn, type Intent, type Journal, type Outcome } from './journal.ts';

/** Retries, under the same keys, the movements without an answer. The bank returns the recorded outcome or posts them. */
export async function settle(
  florin: Florin,
  open: readonly Intent[],
): Promise<Pick<Journal, 'moved' | 'refused'>> {
  const settled: Pick<Journal, 'moved' | 'refused'> = { moved: [], refused: [] };
  await eachOf(open, 10, async (intent) => {
    try {
      settleIn(settled, intent, await retry(florin, intent));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      settleIn(settled, intent, { moved: false });
    }
  });
  return settled;
}

async function retry(florin: Florin, intent: Intent): Promise<Omit<Outcome, 'key'>> {
  const options = { idempotencyKey: intent.key, maxRetries: 8 };
  if (intent.operation === 'batch')
    return { moved: true, except: refusedIn(await florin.transactions.batch(intent.body, options)) };
  if (intent.operation === 'credit') await florin.transactions.credit(intent.body, options);
  else if (intent.operation === 'debit') await florin.transactions.debit(intent.body, options);
  else await florin.transactions.transfer(intent.body, options);
  return { moved: true };
}
