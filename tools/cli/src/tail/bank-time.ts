import type { Florin } from '@florin/sdk';

/** The bank's time. With a local clock that runs ahead, the first of what is followed would be missing. */
export async function bankTimeMs(florin: Florin): Promise<number> {
  const { headers } = await florin.transactions.list({ limit: 1 }).withResponse();
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}
