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

export type Metric = {
  read: (unit: UnitOfWork, filter: PointFilter) => Promise<Series[]>;
  /** Whether it can be limited to one type of transaction. */
  byType?: true;
  /** Whether it is available by day only. */
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

/** The metrics of the series operation, by their names in the HTTP contract. */
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
} satisfies Record<string, Metric>;

/** Volume divided by count, rounded half up to a whole minor unit; 0 without transactions. */
export function averageTicket({ count, volume }: Pick<BucketSums, 'count' | 'volume'>): bigint {
  return count === 0n ? 0n : (2n * volume + count) / (2n * count);
}

/** A series for each currency, in order, with a point for each bucket of the span; 0 where there is no figure. */
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

/** The total balance of all accounts at the end of each bucket: the balance before the span plus the net sums since. */
async function readBalances(unit: UnitOfWork, filter: PointFilter): Promise<Series[]> {
  const [opening, sums] = [await readOpeningBalances(unit, filter), await readSums(unit, filter)];
  const first = [...opening.keys()].map((currency) => ({
    ...{ currency, at: filter.span.from.getTime(), value: 0n },
  }));
  const net = sums.map(({ currency, at, net: value }) => ({ currency, at, value }));
  return inEveryBucket([...first, ...net], filter).map(({ currency, points }) => {
    let balance = opening.get(currency) ?? 0n;
    return { currency, points: points.map(({ at, value }) => ({ at, value: (balance += value) })) };
  });
}
