import { type UnitOfWork, runParameterized } from '@florin/database';
import type { AccountHistory } from './account-history.ts';
import { type Owner, loadHistories, packMovements } from './history-store.ts';
import { historyDepth } from './rule-parameters.ts';

type Kept = { batch: string; history: AccountHistory; size: number };

/** The maximum number of movements in memory: those of about 7,000 busy accounts, or 150 MB. */
const defaultCapacity = 480_000;

/**
 * Keeps the histories of this process's last batches in memory. A history is valid only while the account's head in the
 * database names the batch that kept it: the head differs after another instance has changed the history, and after this
 * process's unit of work was rolled back.
 */
export class HistoryCache {
  readonly #kept = new Map<string, Kept>();
  readonly #capacity: number;
  #held = 0;

  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  /**
   * Takes the histories of these accounts from memory, or loads them, with two queries at most. They leave the cache,
   * because the batch changes them; `keep` puts them back.
   */
  async take(unit: UnitOfWork, movements: readonly Owner[]): Promise<(movement: Owner) => AccountHistory> {
    const owners = distinct(movements);
    const heads = await readHeads(unit, owners);
    const known = new Map<string, AccountHistory>();
    const unknown: Owner[] = [];
    for (const [key, owner] of owners) {
      const kept = this.#kept.get(key);
      this.#forget(key);
      if (kept && kept.batch === heads.get(key)?.batch) known.set(key, kept.history);
      else unknown.push(owner);
    }
    const peaksOf = (owner: Owner) => heads.get(keyOf(owner))?.peaks ?? null;
    const loaded =
      unknown.length > 0 ? await loadHistories(unit, unknown, { depth: historyDepth, peaksOf }) : undefined;
    for (const owner of unknown) known.set(keyOf(owner), loaded!(owner));
    return (movement) => known.get(keyOf(movement))!;
  }

  /** Keeps the histories of a batch before its commit, which makes `batch` their head and so makes them valid. */
  keep(movements: readonly Owner[], batch: string, historyOf: (movement: Owner) => AccountHistory): void {
    for (const [key, owner] of distinct(movements)) {
      const history = historyOf(owner);
      this.#forget(key);
      this.#kept.set(key, { batch, history, size: history.size });
      this.#held += history.size;
    }
    // Drops the least recently used first: a Map iterates in insertion order.
    for (const key of this.#kept.keys()) {
      if (this.#held <= this.#capacity) return;
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    this.#held -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}

const keyOf = ({ outcome, accountId }: Owner): string => `${outcome}:${accountId}`;

const distinct = (movements: readonly Owner[]): Map<string, Owner> =>
  new Map(movements.map((each) => [keyOf(each), each]));

type Head = { account_id: string; outcome: string; batch: string; peaks: string | null };

async function readHeads(unit: UnitOfWork, owners: Map<string, Owner>): Promise<Map<string, Head>> {
  const rows = await runParameterized<Head>(
    unit,
    `select account_id, outcome, batch, peaks
       from unnest($1::uuid[], $2::text[]) as wanted (account_id, outcome)
       join fraud.history_heads using (account_id, outcome)`,
    columnsOf([...owners.values()]),
  );
  return new Map(rows.map((row) => [`${row.outcome}:${row.account_id}`, row]));
}

/**
 * Sets the head of every account of a batch to this batch, with the account's peaks, so that they need not be searched for.
 * Without `historyOf` the batch was not judged and the peaks are unknown. Ordered by id, to avoid deadlocks.
 */
export async function moveHeads(
  unit: UnitOfWork,
  movements: readonly Owner[],
  batch: string,
  historyOf?: (movement: Owner) => AccountHistory,
): Promise<void> {
  const owners = [...distinct(movements)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, owner]) => owner);
  await runParameterized(
    unit,
    `insert into fraud.history_heads (account_id, outcome, batch, peaks)
     select account_id, outcome, $3, peaks
       from unnest($1::uuid[], $2::text[], $4::text[]) as moved (account_id, outcome, peaks)
         on conflict (account_id, outcome) do update set batch = excluded.batch, peaks = excluded.peaks`,
    [
      ...columnsOf(owners),
      batch,
      owners.map((owner) => (historyOf ? packMovements(historyOf(owner).peaks) : null)),
    ],
  );
}

const columnsOf = (owners: readonly Owner[]): string[][] => [
  owners.map(({ accountId }) => accountId),
  owners.map(({ outcome }) => outcome),
];
