import { amountsAlike, isClosed, lengthened, type CircleLimits, type Transfer, type Way } from './way.ts';

/** Asks for an account's transfers that could come before a way's begin, or after its end. */
export type Question = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly direction: 'credit' | 'debit';
  readonly fromMs: number;
  readonly toMs: number;
  readonly currency: string;
  /** Minor units; both included. */
  readonly leastAmount: bigint;
  readonly mostAmount: bigint;
};

/** For each question the newest transfers, of a bounded number of the account's movements in that time. */
export type LookUp = (questions: readonly Question[]) => Promise<readonly (readonly Transfer[])[]>;

/** So many ways of one transfer are followed at once, the newest first. */
const waysAtOnce = 16;

type Search = { limits: CircleLimits; ways: Way[]; circles: Way[] };

/**
 * The circles that each of these transfers is part of, the shortest first. Whichever movement of a circle becomes known
 * last finds it, so nothing depends on the order in which accounts tell. The look-up is asked once for each account on
 * the longest way but one, however many transfers there are, and at most 32 questions a transfer each time.
 */
export async function findCircles(
  transfers: readonly Transfer[],
  limitsOf: (transfer: Transfer) => CircleLimits,
  lookUp: LookUp,
): Promise<Way[]> {
  const searches = transfers.map((transfer): Search => ({
    limits: limitsOf(transfer),
    ways: [[transfer]],
    circles: [],
  }));
  for (let length = 2; searches.some(({ ways }) => ways.length > 0); length++) {
    for (const search of searches) if (search.limits.longestWay < length) search.ways = [];
    const asked = searches.flatMap((search) => search.ways.map((way) => ({ search, way })));
    const answers = await lookUp(asked.flatMap(({ search, way }) => questionsAbout(way, search.limits)));
    for (const search of searches) search.ways = [];
    for (const [index, { search, way }] of asked.entries()) {
      follow(search, way, [...(answers[2 * index] ?? []), ...(answers[2 * index + 1] ?? [])]);
    }
  }
  return distinct(searches.flatMap(({ circles }) => circles));
}

function questionsAbout(way: Way, { windowMs, tolerancePercent }: CircleLimits): Question[] {
  const [first, last] = [way[0]!, way.at(-1)!];
  const { tenantId, currency } = first;
  const asked = { tenantId, currency, ...amountsAlike(way, tolerancePercent) };
  const [fromMs, toMs] = [last.occurredAt - windowMs + 1, first.occurredAt + windowMs - 1];
  return [
    { ...asked, accountId: first.from, direction: 'credit', fromMs, toMs: first.occurredAt },
    { ...asked, accountId: last.to, direction: 'debit', fromMs: last.occurredAt, toMs },
  ];
}

function follow(search: Search, way: Way, transfers: readonly Transfer[]): void {
  for (const transfer of transfers) {
    const longer = lengthened(way, transfer, search.limits);
    if (!longer) continue;
    const found = isClosed(longer) ? search.circles : search.ways;
    // One way is reached by each order in which its transfers are added.
    if (found.some((known) => keyOf(known) === keyOf(longer))) continue;
    if (found === search.circles || found.length < waysAtOnce) found.push(longer);
  }
}

function distinct(circles: readonly Way[]): Way[] {
  const byTransfers = new Map(circles.map((way) => [keyOf(way), way]));
  return [...byTransfers.values()].sort((a, b) => a.length - b.length);
}

const keyOf = (way: Way): string => way.map(({ transactionId }) => transactionId).join(' ');
