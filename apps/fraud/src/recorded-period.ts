import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { historyColumns, toMovement, type HistoryRow } from './history-store.ts';
import type { Movement } from './movement.ts';

/** A period in event time, in epoch milliseconds; the end is exclusive. Ids are prefixed. */
export type Period = { tenantId: string; accountId?: string | undefined; fromMs: number; toMs: number };

type Recorded = { movement: Movement; arrival: bigint };

const rowsAtOnce = 5_000;

/** The part of a period that was read: all movements from `coveredFrom` until `coveredUntil`, and no others. */
export type RecordedPeriod = {
  movements: Movement[];
  truncated: boolean;
  coveredFrom: number;
  coveredUntil: number;
};

/**
 * Reads one tenant's recorded movements of a period, in their order of arrival. Leaves out the time before which movements
 * may have been purged, and ends the period early when a limit is reached.
 */
export async function readPeriod(
  unit: UnitOfWork,
  outcome: Movement['outcome'],
  period: Period,
  limits: { movements: number; accounts: number; readingMs: number },
): Promise<RecordedPeriod> {
  const fromMs = await completeFrom(unit, outcome, period);
  const read = await readUntil(unit, outcome, { ...period, fromMs }, limits);
  // A purge may have run meanwhile.
  const coveredFrom = await completeFrom(unit, outcome, period);
  return {
    movements: read.movements.filter(({ occurredAt }) => occurredAt >= coveredFrom),
    truncated: read.coveredUntil < period.toMs || coveredFrom > period.fromMs,
    coveredFrom,
    coveredUntil: Math.max(read.coveredUntil, coveredFrom),
  };
}

/** The start of the period, or the later time from which on movements are complete. */
async function completeFrom(
  unit: UnitOfWork,
  outcome: Movement['outcome'],
  { tenantId, fromMs, toMs }: Period,
): Promise<number> {
  const [forgotten] = await runParameterized<{ until_ms: string }>(
    unit,
    `select ceil(extract(epoch from until) * 1000)::bigint as until_ms
       from fraud.forgotten_history where tenant_id = $1 and outcome = $2`,
    [idToUuid(tenantId), outcome],
  );
  return Math.min(Math.max(fromMs, Number(forgotten?.until_ms ?? fromMs)), toMs);
}

async function readUntil(
  unit: UnitOfWork,
  outcome: Movement['outcome'],
  period: Period,
  limits: { movements: number; accounts: number; readingMs: number },
): Promise<Pick<RecordedPeriod, 'movements' | 'coveredUntil'>> {
  const deadline = Date.now() + limits.readingMs;
  const accounts = new Set<string>();
  const recorded: Recorded[] = [];
  for (let page = await readPage(unit, outcome, period); page.length > 0;) {
    for (const each of page) {
      accounts.add(each.movement.accountId);
      if (recorded.length === limits.movements || accounts.size > limits.accounts) {
        return cutAt(each.movement.occurredAt, recorded);
      }
      recorded.push(each);
    }
    const last = page.at(-1)!.movement;
    if (page.length < rowsAtOnce) break;
    page = await readPage(unit, outcome, period, last);
    const [next] = page;
    if (next && Date.now() > deadline) return cutAt(next.movement.occurredAt, recorded);
  }
  return { movements: inOrderOfArrival(recorded), coveredUntil: period.toMs };
}

/** Leaves out movements at the time of the cut, because only some of them may have been read. */
function cutAt(coveredUntil: number, recorded: readonly Recorded[]) {
  const before = recorded.filter(({ movement }) => movement.occurredAt < coveredUntil);
  return { movements: inOrderOfArrival(before), coveredUntil };
}

function inOrderOfArrival(recorded: readonly Recorded[]): Movement[] {
  return recorded.toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1)).map(({ movement }) => movement);
}

async function readPage(
  unit: UnitOfWork,
  outcome: Movement['outcome'],
  period: Period,
  after?: Movement,
): Promise<Recorded[]> {
  const rows = await runParameterized<HistoryRow & { arrival: string }>(
    unit,
    `select ${historyColumns}, h.arrival
       from fraud.history h
      where h.tenant_id = $1 and h.outcome = $2 and ($3::uuid is null or h.account_id = $3)
        and h.occurred_at >= to_timestamp($4::bigint / 1000.0) and h.occurred_at < to_timestamp($5::bigint / 1000.0)
        and (h.occurred_at, h.account_id, h.account_version, h.transaction_id)
          > (to_timestamp($6::bigint / 1000.0), $7::uuid, $8::bigint, $9::uuid)
      order by h.occurred_at, h.account_id, h.account_version, h.transaction_id
      limit $10`,
    [
      idToUuid(period.tenantId),
      outcome,
      period.accountId === undefined ? null : idToUuid(period.accountId),
      period.fromMs,
      period.toMs,
      after?.occurredAt ?? 0,
      after?.accountId ?? lowestUuid,
      after?.accountVersion ?? -1,
      after?.transactionId ?? lowestUuid,
      rowsAtOnce,
    ],
  );
  return rows.map((row) => ({ movement: toMovement(row), arrival: BigInt(row.arrival) }));
}

const lowestUuid = '00000000-0000-0000-0000-000000000000';
