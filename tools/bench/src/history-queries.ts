import type { Ledger } from '@florin/ledger';
import type { Florin } from '@florin/sdk';
import type { LongHistory } from './long-history.ts';
import { median } from './report/figures.ts';

/** What the median of each may take over HTTP. */
const mostMs = 50;

export type HistoryQuery = {
  title: string;
  overHttp(florin: Florin): PromiseLike<unknown>;
  inLedger(ledger: Ledger, tenantId: string): Promise<unknown>;
};

/** What people read of an account's past: pages, balances and statements. */
export function historyQueries({ accountId, count, timeOf, ...some }: LongHistory): HistoryQuery[] {
  const list = (
    title: string,
    filter: { to?: number; types?: ['debit']; reference?: string; batch?: string; min?: number },
  ) => {
    const { to, types, reference, batch, min } = filter;
    const createdTo = to === undefined ? undefined : timeOf(to);
    const metadata = batch === undefined ? undefined : { batch };
    return {
      title,
      overHttp: (florin: Florin) =>
        florin.transactions.list({
          account_id: accountId,
          created_to: createdTo?.toISOString(),
          ...{ type: types, reference, metadata, amount_min: min },
        }),
      inLedger: (ledger: Ledger, tenantId: string) =>
        ledger.listTransactions(tenantId, {
          accountId,
          createdTo,
          types,
          reference,
          metadata,
          amountMin: min,
          limit: 20,
        }),
    };
  };
  const balance = (title: string, basis: 'posted' | 'effective') => {
    const at = timeOf(count / 2);
    return {
      title,
      overHttp: (florin: Florin) => florin.accounts.balanceAt(accountId, { at: at.toISOString(), basis }),
      inLedger: (ledger: Ledger, tenantId: string) => ledger.balances(tenantId, [accountId], { at, basis }),
    };
  };
  const statement = (title: string, basis: 'posted' | 'effective') => {
    const from = timeOf(count / 2);
    const to = new Date(from.getTime() + 30 * 86_400_000);
    const period = { from: from.toISOString(), to: to.toISOString(), basis, limit: 100 };
    return {
      title,
      overHttp: (florin: Florin) => florin.accounts.statement(accountId, period),
      async inLedger(ledger: Ledger, tenantId: string) {
        const opened = await ledger.openStatement(tenantId, accountId, { from, to, basis });
        return ledger.statementLines(opened, undefined, 100);
      },
    };
  };
  return [
    list('a page, the first', {}),
    list('a page, in the middle', { to: count / 2 }),
    list('a page, the last', { to: 15 }),
    list('a page of debits of 980 and more', { types: ['debit'], min: 980 }),
    list('what has a reference', { reference: some.reference }),
    list('what has this metadata', { batch: some.batch }),
    balance('a balance in the past', 'posted'),
    balance('a balance in the past, by effective time', 'effective'),
    statement("a month's statement, head and 100 lines", 'posted'),
    statement("a month's statement, by effective time", 'effective'),
  ];
}

/** Runs a query `times` times over HTTP, prints what it took, and returns whether its median is within the limit. */
export async function measureQuery(
  { title, overHttp }: HistoryQuery,
  florin: Florin,
  times: number,
): Promise<boolean> {
  for (let warmUp = 0; warmUp < 5; warmUp++) await overHttp(florin);
  const tookMs: number[] = [];
  for (let time = 0; time < times; time++) {
    const begin = performance.now();
    await overHttp(florin);
    tookMs.push(performance.now() - begin);
  }
  tookMs.sort((a, b) => a - b);
  const [middleMs, p99Ms] = [median(tookMs), tookMs[Math.ceil(times * 0.99) - 1]!];
  const isReached = middleMs < mostMs;
  const figures = `median ${middleMs.toFixed(1).padStart(6)} ms   p99 ${p99Ms.toFixed(1).padStart(6)} ms`;
  console.log(`${title.padEnd(44)} ${figures}   ${isReached ? 'reached' : `NOT under ${mostMs} ms`}`);
  return isReached;
}
