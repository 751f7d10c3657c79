import type { UnitOfWork } from '@florin/database';
import {
  readAccountChanges,
  readActiveAccounts,
  readOpeningBalances,
  readSums,
  type BucketSums,
  type Figure,
  type PointFilter,
} from './read-points.ts';
import { bucketsOf, type Span } from './span.ts';

export type Series = { currency: string; points: { at: number; value: bigint }[] };

type Metric = {
  read: (unit: UnitOfWork, filter: PointFilter) => Promise<Series[]>;
  /** Whether it can be asked of one type of transaction alone. */
  byType?: true;
  /** Whether it is known by day only. */
  daysOnly?: true;
};

const ofSums =
  (valueOf: (sums: BucketSums) => bigint): Metric['read'] =>
  async (unit, filter) =>
    inEveryBucket(
      (await readSums(unit, filter)).map((sums) => ({ ...sums, value: valueOf(sums) })),
      filter,
    );

const ofChanges =
  (change: string): Metric['read'] =>
  async (unit, filter) =>
    inEveryBucket(await readAccountChanges(unit, filter, change), filter);

/** Everything that can be asked for as a series, by the contract's names. */
export const metrics = {
  count: { read: ofSums(({ count }) => count), byType: true },
  volume: { read: ofSums(({ volume }) => volume), byType: true },
  average_ticket: { read: ofSums(averageTicket), byType: true },
  failed: { read: ofSums(({ failed }) => failed), byType: true },
  net: { read: ofSums(({ net }) => net), byType: true },
  balance: { read: readBalances },
  active_accounts: {
    read: async (unit, filter) => inEveryBucket(await readActiveAccounts(unit, filter), filter),
    daysOnly: true,
  },
  opened_accounts: { read: ofChanges('opened') },
  closed_accounts: { read: ofChanges('closed') },
} satisfies Record<string, Metric> as Record<string, Metric>;

/** Volume by count, rounded half up to a whole minor unit; 0 where there was none. */
export function averageTicket({ count, volume }: Pick<BucketSums, 'count' | 'volume'>): bigint {
  return count === 0n ? 0n : (2n * volume + count) / (2n * count);
}

/** A point for each bucket of the span, 0 where nothing is known, and a series for each currency in order. */
export function inEveryBucket(
  figures: readonly Figure[],
  { span, currency }: { span: Span; currency?: string | undefined },
): Series[] {
  const byCurrency = Map.groupBy(figures, (figure) => figure.currency);
  const currencies = currency === undefined ? [...byCurrency.keys()].sort() : [currency];
  return currencies.map((each) => {
    const values = new Map(byCurrency.get(each)?.map(({ at, value }) => [at, value]));
    return { currency: each, points: bucketsOf(span).map((at) => ({ at, value: values.get(at) ?? 0n })) };
  });
}

/** What all accounts together hold at the end of each bucket: what they held before, and what came since. */
async function readBalances(unit: UnitOfWork, filter: PointFilter): Promise<Series[]> {
  const [opening, sums] = [await readOpeningBalances(unit, filter), await readSums(unit, filter)];
  const begun = [...opening.keys()].map((currency) => ({
    ...{ currency, at: filter.span.from.getTime(), value: 0n },
  }));
  const net = sums.map(({ currency, at, net: value }) => ({ currency, at, value }));
  return inEveryBucket([...begun, ...net], filter).map(({ currency, points }) => {
    let balance = opening.get(currency) ?? 0n;
    return { currency, points: points.map(({ at, value }) => ({ at, value: (balance += value) })) };
  });
}
