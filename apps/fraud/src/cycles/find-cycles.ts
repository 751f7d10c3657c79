import { amountsAlike, isClosed, lengthened, type CycleLimits, type Transfer, type Path } from './path.ts';

/** Asks for an account's transfers that could come before a way's begin, or after its end. */
type Query = {
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
export type LookUp = (queries: readonly Query[]) => Promise<readonly (readonly Transfer[])[]>;

/** So many ways of one transfer are followed at once, the newest first. */
const waysAtOnce = 16;

type Search = { limits: CycleLimits; paths: Path[]; cycles: Path[] };

/**
 * The circles that each of these transfers is part of, the shortest first. Whichever movement of a circle becomes known
 * last finds it, so nothing depends on the order in which accounts tell. The look-up is asked once for each account on
 * the longest way but one, however many transfers there are, and at most 32 questions a transfer each time.
 */
export async function findCycles(
  transfers: readonly Transfer[],
  limitsOf: (transfer: Transfer) => CycleLimits,
  lookUp: LookUp,
): Promise<Path[]> {
  const searches = transfers.map((transfer): Search => ({
    limits: limitsOf(transfer),
    paths: [[transfer]],
    cycles: [],
  }));
  for (let length = 2; searches.some(({ paths }) => paths.length > 0); length++) {
    for (const search of searches) if (search.limits.longestWay < length) search.paths = [];
    const requested = searches.flatMap((search) => search.paths.map((path) => ({ search, path })));
    const answers = await lookUp(requested.flatMap(({ search, path }) => queriesAbout(path, search.limits)));
    for (const search of searches) search.paths = [];
    for (const [index, { search, path }] of requested.entries()) {
      follow(search, path, [...(answers[2 * index] ?? []), ...(answers[2 * index + 1] ?? [])]);
    }
  }
  return distinct(searches.flatMap(({ cycles }) => cycles));
}

function queriesAbout(path: Path, { windowMs, tolerancePercent }: CycleLimits): Query[] {
  const [first, last] = [path[0]!, path.at(-1)!];
  const { tenantId, currency } = first;
  const requested = { tenantId, currency, ...amountsAlike(path, tolerancePercent) };
  const [fromMs, toMs] = [last.occurredAt - windowMs + 1, first.occurredAt + windowMs - 1];
  return [
    { ...requested, accountId: first.from, direction: 'credit', fromMs, toMs: first.occurredAt },
    { ...requested, accountId: last.to, direction: 'debit', fromMs: last.occurredAt, toMs },
  ];
}

function follow(search: Search, path: Path, transfers: readonly Transfer[]): void {
  for (const transfer of transfers) {
    const longer = lengthened(path, transfer, search.limits);
    if (!longer) continue;
    const found = isClosed(longer) ? search.cycles : search.paths;
    // One way is reached by each order in which its transfers are added.
    if (found.some((known) => keyOf(known) === keyOf(longer))) continue;
    if (found === search.cycles || found.length < waysAtOnce) found.push(longer);
  }
}

function distinct(cycles: readonly Path[]): Path[] {
  const byTransfers = new Map(cycles.map((path) => [keyOf(path), path]));
  return [...byTransfers.values()].sort((a, b) => a.length - b.length);
}

const keyOf = (path: Path): string => path.map(({ transactionId }) => transactionId).join(' ');
