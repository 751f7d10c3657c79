import { type UnitOfWork, readOneRow, runParameterized } from '@florin/database';
import { AccountHistory } from './account-history.ts';
import type { Movement } from './movement.ts';

export type HistoryRow = {
  account_id: string;
  outcome: Movement['outcome'];
  occurred_at_ms: string;
  account_version: string;
  transaction_id: string;
  tenant_id: string;
  type: string | null;
  direction: Movement['direction'];
  internal: boolean;
  counterparty_id: string | null;
  amount: string;
  currency: string;
};

/** The columns of `HistoryRow`, for a query that names the table `h`. */
export const historyColumns = `h.account_id, h.outcome, (date_part('epoch', h.occurred_at) * 1000)::bigint as occurred_at_ms,
  h.account_version, h.transaction_id, h.tenant_id, h.type, h.direction, h.internal, h.counterparty_id, h.amount, h.currency`;

export type LoadOptions = {
  depth: number;
  /** Only movements before this time. */
  beforeMs?: number;
  /** The stored peaks, packed; null if none are stored, so that they are searched for. Without this option: no peaks. */
  peaksOf?: (owner: Owner) => string | null;
};

/**
 * Loads histories with one query: the newest `depth` movements of each account and outcome of a batch, and the peaks before
 * them. Returns a function that finds the history of a movement.
 */
export async function loadHistories(
  unit: UnitOfWork,
  movements: readonly Owner[],
  { depth, beforeMs, peaksOf = () => '' }: LoadOptions,
): Promise<(movement: Owner) => AccountHistory> {
  const owners = [...new Map(movements.map((each) => [keyOf(each), each])).values()];
  const storedPeaks = owners.map(peaksOf);
  const rows = await runParameterized<{ place: string; packed: string; peaks: string | null }>(
    unit,
    `select wanted.place, known.packed, found.peaks
       from unnest($1::uuid[], $2::text[], $5::boolean[]) with ordinality
         as wanted (account_id, outcome, search, place)
      cross join lateral (
        select ${packedMovements} as packed
          from (select * from fraud.history
                 where account_id = wanted.account_id and outcome = wanted.outcome
                   and occurred_at < coalesce(to_timestamp($4::bigint / 1000.0), 'infinity')
                 order by occurred_at desc, account_version desc, transaction_id desc
                 limit $3) as h) as known
      cross join lateral (
        select ${packedMovements} as peaks
          from (select *, max(amount) over (order by occurred_at desc, account_version desc, transaction_id desc
                                            rows between unbounded preceding and 1 preceding) as highest_after
                  from fraud.history
                 where wanted.search and account_id = wanted.account_id and outcome = wanted.outcome
                   and occurred_at < coalesce(to_timestamp($4::bigint / 1000.0), 'infinity')) as h
         where h.highest_after is null or h.amount > h.highest_after) as found
      where known.packed is not null`,
    [
      owners.map(({ accountId }) => accountId),
      owners.map(({ outcome }) => outcome),
      depth,
      beforeMs ?? null,
      storedPeaks.map((peaks) => peaks === null),
    ],
  );
  const found = new Map(rows.map((row) => [Number(row.place) - 1, row]));
  const histories = new Map(
    owners.map((owner, index) => {
      const { packed = '', peaks } = found.get(index) ?? {};
      const known = unpackMovements(packed, owner);
      return [
        keyOf(owner),
        new AccountHistory(depth, known, unpackMovements(storedPeaks[index] ?? peaks ?? '', owner)),
      ];
    }),
  );
  return (movement) => histories.get(keyOf(movement))!;
}

const keyOf = ({ outcome, accountId }: Owner): string => `${outcome}:${accountId}`;

export function toMovement(row: HistoryRow): Movement {
  return {
    tenantId: row.tenant_id,
    accountId: row.account_id,
    transactionId: row.transaction_id,
    outcome: row.outcome,
    type: row.type ?? (row.internal ? 'transfer' : row.direction),
    direction: row.direction,
    internal: row.internal,
    counterpartyId: row.counterparty_id,
    amount: Number(row.amount),
    currency: row.currency,
    occurredAt: Number(row.occurred_at_ms),
    accountVersion: Number(row.account_version),
  };
}

/** Inserts a batch's movements in their order with one statement, except those that are recorded already. */
export async function recordMovements(unit: UnitOfWork, movements: readonly Movement[]): Promise<void> {
  await runParameterized(
    unit,
    `insert into fraud.history (account_id, outcome, occurred_at, account_version, transaction_id, tenant_id, type,
                                direction, internal, counterparty_id, amount, currency)
     select account_id, outcome, to_timestamp(occurred_at_ms / 1000.0), account_version, transaction_id, tenant_id, type,
            direction, internal, counterparty_id, amount, currency
       from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
                   $9::boolean[], $10::uuid[], $11::bigint[], $12::text[]) with ordinality
         as m (account_id, outcome, occurred_at_ms, account_version, transaction_id, tenant_id, type, direction,
               internal, counterparty_id, amount, currency, place)
      order by place
         on conflict do nothing`,
    [
      movements.map((each) => each.accountId),
      movements.map((each) => each.outcome),
      movements.map((each) => each.occurredAt),
      movements.map((each) => each.accountVersion),
      movements.map((each) => each.transactionId),
      movements.map((each) => each.tenantId),
      movements.map((each) => each.type),
      movements.map((each) => each.direction),
      movements.map((each) => each.internal),
      movements.map((each) => each.counterpartyId),
      movements.map((each) => each.amount),
      movements.map((each) => each.currency),
    ],
  );
}

/** How far back the windows of rules reach at most: the retention minus one day of slack for a late consumer. */
export const windowLimitMs = (historyDays: number): number => (historyDays - 1) * 86_400_000;

/**
 * Deletes at most `limit` movements that both happened and arrived more than `days` ago; returns how many. Recently arrived
 * movements stay however old they are, so that a replay has complete windows. The peaks of each account stay at any age, so
 * that its last movement of any minimum amount is always found. Records for each tenant the time before which movements are
 * incomplete.
 */
export async function purgeHistory(unit: UnitOfWork, days: number, limit: number): Promise<number> {
  const row = await readOneRow<{ count: number }>(
    unit,
    `with purged as (
       delete from fraud.history
        where ctid = any (array(
          select ctid from fraud.history
           where recorded_at < now() - make_interval(days => $1) and occurred_at < now() - make_interval(days => $1)
             and exists (select 1 from fraud.history newer
                          where newer.account_id = history.account_id and newer.outcome = history.outcome
                            and newer.occurred_at > history.occurred_at and newer.amount >= history.amount
                            and newer.occurred_at < now() - make_interval(days => $1))
           limit $2 for update skip locked))
       returning tenant_id, outcome
     ), noted as (
       insert into fraud.forgotten_history (tenant_id, outcome, until)
       select distinct tenant_id, outcome, now() - make_interval(days => $1) from purged order by tenant_id, outcome
           on conflict (tenant_id, outcome) do update
          set until = greatest(forgotten_history.until, excluded.until))
     select count(*)::int as count from purged`,
    [days, limit],
  );
  return row.count;
}

/** What identifies a history. */
export type Owner = Pick<Movement, 'tenantId' | 'accountId' | 'outcome'>;

/**
 * SQL that packs all rows of `h` into one text with a line for each. Loading histories is most of the cost of a batch, and
 * the driver reads one text per account in a third of the time that rows of twelve columns take. No value contains a space
 * or a line break: the table's constraints and the schema of the events exclude them.
 */
const packedMovements = `string_agg(concat(
    (date_part('epoch', h.occurred_at) * 1000)::bigint, ' ', h.account_version, ' ', h.transaction_id, ' ', h.amount, ' ',
    h.currency, ' ', h.direction, ' ', h.internal, ' ', h.counterparty_id, ' ', h.type), E'\\n')`;

/** Packs movements in memory into the same text. */
export const packMovements = (movements: readonly Movement[]): string =>
  movements
    .map((each) =>
      [
        each.occurredAt,
        each.accountVersion,
        each.transactionId,
        each.amount,
        each.currency,
        each.direction,
        each.internal ? 't' : 'f',
        each.counterpartyId ?? '',
        each.type,
      ].join(' '),
    )
    .join('\n');

function unpackMovements(packed: string, { tenantId, accountId, outcome }: Owner): Movement[] {
  if (packed === '') return [];
  return packed.split('\n').map((line) => {
    const [
      occurredAt,
      version,
      transactionId = '',
      amount,
      currency = '',
      side,
      internal,
      counterparty,
      type,
    ] = line.split(' ');
    const direction = side === 'credit' ? 'credit' : 'debit';
    return {
      tenantId,
      accountId,
      transactionId,
      outcome,
      type: type || (internal === 't' ? 'transfer' : direction),
      direction,
      internal: internal === 't',
      counterpartyId: counterparty || null,
      amount: Number(amount),
      currency,
      occurredAt: Number(occurredAt),
      accountVersion: Number(version),
    };
  });
}
