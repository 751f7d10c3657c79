import { amountsAlike, isClosed, lastOf, lengthened, type Transfer, type Path } from './path.ts';
import type { CycleLimits } from '../rule.ts';

/** A query for an account's transfers that could extend a path at its start or its end. */
type Query = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly direction: 'credit' | 'debit';
  readonly fromMs: number;
  readonly toMs: number;
  readonly currency: string;
  /** In minor units, both inclusive. */
  readonly minAmount: bigint;
  readonly maxAmount: bigint;
};

/** Answers each query with transfers, newest first, among a bounded number of the account's movements in that time. */
export type LookUp = (queries: readonly Query[]) => Promise<readonly (readonly Transfer[])[]>;

/** The maximum number of paths that are followed for one transfer, newest first. */
const maxPaths = 16;

type Search = { limits: CycleLimits; paths: Path[]; cycles: Path[] };

/**
 * Finds the cycles that each of these transfers is part of, shortest first. Each movement of a cycle finds it, so the order
 * in which the movements become known does not matter. Calls `lookUp` once for each step of the longest path, with at most
 * 32 queries for each transfer.
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
    for (const search of searches) if (search.limits.maxLength < length) search.paths = [];
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
  const [first, last] = [path[0], lastOf(path)];
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
    // The same path is reached once for each order in which its transfers are added.
    if (found.some((known) => keyOf(known) === keyOf(longer))) continue;
    if (found === search.cycles || found.length < maxPaths) found.push(longer);
  }
}

function distinct(cycles: readonly Path[]): Path[] {
  const byTransfers = new Map(cycles.map((path) => [keyOf(path), path]));
  return [...byTransfers.values()].sort((a, b) => a.length - b.length);
}

const keyOf = (path: Path): string => path.map(({ transactionId }) => transactionId).join(' ');
