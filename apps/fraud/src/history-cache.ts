import { runParameterized, type UnitOfWork } from '@florin/database';
import type { AccountHistory } from './account-history.ts';
import { loadHistories } from './history-store.ts';
import { packMovements, type Owner } from './packed-movements.ts';
import { historyDepth } from './rule-parameters.ts';

type Kept = { batch: string; history: AccountHistory; size: number };

/** Movements of all accounts together, as much as 7,000 busy accounts are remembered with. About 150 MB. */
const defaultCapacity = 480_000;

/**
 * Histories that the last batches of this process have left in memory. One counts only while the account's head in the
 * database names the batch that left it: another instance's work, and a unit of work that was rolled back, show there.
 */
export class HistoryCache {
  readonly #kept = new Map<string, Kept>();
  readonly #capacity: number;
  #held = 0;

  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  /**
   * The histories of these accounts, from memory or loaded. They leave the cache, since the batch is about to change
   * them; `keep` brings them back. Two queries at most.
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

  /** Before the commit, which decides whether `batch` becomes the head and these histories count. */
  keep(movements: readonly Owner[], batch: string, historyOf: (movement: Owner) => AccountHistory): void {
    for (const [key, owner] of distinct(movements)) {
      const history = historyOf(owner);
      this.#forget(key);
      this.#kept.set(key, { batch, history, size: history.size });
      this.#held += history.size;
    }
    // What was used longest ago goes first: a Map hands its keys out in the order in which they came.
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
 * Says of every account that a batch has added to that it has, and what its peaks are, which nobody has to search for
 * then; a batch that was not judged does not know. In the order of ids, so that no two wait in a circle.
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
