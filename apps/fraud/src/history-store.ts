import { runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AccountHistory } from './account-history.ts';
import type { Movement } from './movement.ts';
import { packedMovements, unpackMovements, type Owner } from './packed-movements.ts';

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

/** The columns of a movement, for a query that calls the table `h`. */
export const historyColumns = `h.account_id, h.outcome, (date_part('epoch', h.occurred_at) * 1000)::bigint as occurred_at_ms,
  h.account_version, h.transaction_id, h.tenant_id, h.type, h.direction, h.internal, h.counterparty_id, h.amount, h.currency`;

/**
 * Reads what is remembered with one query: the newest `depth` movements of each account and outcome that a batch has
 * movements of, or the newest before a moment. The function it gives back finds a movement's history.
 */
export async function loadHistories(
  em: SqlEntityManager,
  movements: readonly Owner[],
  options: { depth: number; beforeMs?: number },
): Promise<(movement: Owner) => AccountHistory> {
  const owners = [...new Map(movements.map((each) => [keyOf(each), each])).values()];
  const rows = await runParameterized<{ place: string; packed: string }>(
    em,
    `select wanted.place, known.packed
       from unnest($1::uuid[], $2::text[]) with ordinality as wanted (account_id, outcome, place)
      cross join lateral (
        select ${packedMovements} as packed
          from (select * from fraud.history
                 where account_id = wanted.account_id and outcome = wanted.outcome
                   and occurred_at < coalesce(to_timestamp($4::bigint / 1000.0), 'infinity')
                 order by occurred_at desc, account_version desc, transaction_id desc
                 limit $3) as h) as known
      where known.packed is not null`,
    [
      owners.map(({ accountId }) => accountId),
      owners.map(({ outcome }) => outcome),
      options.depth,
      options.beforeMs ?? null,
    ],
  );
  const packed = new Map(rows.map((row) => [Number(row.place) - 1, row.packed]));
  const histories = new Map(
    owners.map((owner, index) => {
      const text = packed.get(index);
      const known = text === undefined ? [] : unpackMovements(text, owner);
      return [keyOf(owner), new AccountHistory(options.depth, known)];
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

/** Adds a batch's movements in their order with one statement; those that are known already stay as they are. */
export async function recordMovements(em: SqlEntityManager, movements: readonly Movement[]): Promise<void> {
  await runParameterized(
    em,
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

/**
 * Forgets at most `limit` movements that both happened and arrived more than `days` ago; returns how many.
 * Asking for the arrival too keeps a replay's windows whole, however old its events are. The newest movement of an
 * account stays: how long it has been silent is measured from it.
 */
export async function purgeHistory(em: SqlEntityManager, days: number, limit: number): Promise<number> {
  const rows = await runParameterized(
    em,
    `delete from fraud.history
      where ctid = any (array(
        select ctid from fraud.history
         where recorded_at < now() - make_interval(days => $1) and occurred_at < now() - make_interval(days => $1)
           and exists (select 1 from fraud.history newer
                        where newer.account_id = history.account_id and newer.outcome = history.outcome
                          and newer.occurred_at > history.occurred_at)
         limit $2 for update skip locked))
     returning 1 as purged`,
    [days, limit],
  );
  return rows.length;
}
