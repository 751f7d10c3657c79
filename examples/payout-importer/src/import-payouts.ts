import { createHash } from 'node:crypto';
import { Money, type Florin } from '@florin/sdk';
import type { Payout } from './payouts.ts';

export type Refused = Payout & { code: string; message: string };
export type ImportResult = { paid: number; paidBefore: number; refused: Refused[] };
export type ImportOptions = { batchSize?: number; onProgress?: (done: number) => void };

/** Pays in order, batch after batch. After a failure, call it again with the same rows. */
export async function importPayouts(
  florin: Florin,
  from: string,
  payouts: readonly Payout[],
  { batchSize = 1_000, onProgress = () => {} }: ImportOptions = {},
): Promise<ImportResult> {
  const result: ImportResult = { paid: 0, paidBefore: 0, refused: [] };
  for (let begin = 0; begin < payouts.length; begin += batchSize) {
    const batch = payouts.slice(begin, begin + batchSize);
    await payBatch(florin, from, batch, result);
    onProgress(begin + batch.length);
  }
  return result;
}

async function payBatch(
  florin: Florin,
  from: string,
  batch: readonly Payout[],
  result: ImportResult,
): Promise<void> {
  const movements = batch.map(({ payout_id, account_id, amount, currency }) => ({
    type: 'transfer' as const,
    from_account_id: from,
    to_account_id: account_id,
    amount: Money.fromDecimal(amount, currency),
    currency,
    reference: payout_id,
  }));
  // The same rows make the same key, in any process.
  const idempotencyKey = `payouts-${createHash('sha256').update(JSON.stringify(movements)).digest('hex')}`;
  const { data, replayed } = await florin.transactions
    .batch({ movements }, { idempotencyKey })
    .withResponse();
  for (const [index, { error }] of data.results.entries()) {
    if (error) result.refused.push({ ...batch[index]!, code: error.code, message: error.detail });
    else if (replayed) result.paidBefore += 1;
    else result.paid += 1;
  }
}

/** The columns of the input and two more, so that the file can be corrected and imported. */
export function refusedCsv(refused: readonly Refused[]): string {
  const rows = refused.map(({ payout_id, account_id, amount, currency, code, message }) =>
    [payout_id, account_id, amount, currency, code, `"${message.replaceAll('"', '""')}"`].join(','),
  );
  return `${['payout_id,account_id,amount,currency,code,message', ...rows].join('\n')}\n`;
}
