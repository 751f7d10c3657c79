import { runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AccountHistory } from './account-history.ts';
import type { Movement } from './movement.ts';

/** The span of event time, in epoch milliseconds, that a batch has movements of an account in. */
export type AccountSpan = { accountId: string; from: number; to: number };

type HistoryRow = {
  account_id: string;
  outcome: Movement['outcome'];
  occurred_at_ms: string;
  account_version: string;
  transaction_id: string;
  tenant_id: string;
  direction: Movement['direction'];
  internal: boolean;
  amount: string;
  currency: string;
};

/**
 * Reads what is remembered of these accounts with one query: the newest `depth` movements of each account and
 * outcome that lie less than `reachMs` before its span. The function it gives back finds a movement's history.
 */
export async function loadHistories(
  em: SqlEntityManager,
  spans: readonly AccountSpan[],
  options: { depth: number; reachMs: number },
): Promise<(movement: Movement) => AccountHistory> {
  const rows = await runParameterized<HistoryRow>(
    em,
    `select h.account_id, h.outcome, (extract(epoch from h.occurred_at) * 1000)::bigint as occurred_at_ms,
            h.account_version, h.transaction_id, h.tenant_id, h.direction, h.internal, h.amount, h.currency
       from unnest($1::uuid[], $2::bigint[]) as span (account_id, since_ms)
      cross join (values ('completed'), ('failed')) as outcomes (outcome)
      cross join lateral (
        select * from fraud.history
         where account_id = span.account_id and outcome = outcomes.outcome
           and occurred_at > to_timestamp(span.since_ms / 1000.0)
         order by occurred_at desc, account_version desc, transaction_id desc
         limit $3) as h`,
    [spans.map(({ accountId }) => accountId), spans.map(({ from }) => from - options.reachMs), options.depth],
  );
  const known = Map.groupBy(rows, (row) => `${row.outcome}:${row.account_id}`);
  const histories = new Map<string, AccountHistory>();
  return ({ outcome, accountId }) => {
    const key = `${outcome}:${accountId}`;
    let history = histories.get(key);
    if (!history) {
      history = new AccountHistory(options.depth, (known.get(key) ?? []).map(toMovement));
      histories.set(key, history);
    }
    return history;
  };
}

function toMovement(row: HistoryRow): Movement {
  return {
    tenantId: row.tenant_id,
    accountId: row.account_id,
    transactionId: row.transaction_id,
    outcome: row.outcome,
    direction: row.direction,
    internal: row.internal,
    amount: Number(row.amount),
    currency: row.currency,
    occurredAt: Number(row.occurred_at_ms),
    accountVersion: Number(row.account_version),
  };
}

/** Adds a batch's movements with one statement; those that are known already stay as they are. */
export async function recordMovements(em: SqlEntityManager, movements: readonly Movement[]): Promise<void> {
  await runParameterized(
    em,
    `insert into fraud.history (account_id, outcome, occurred_at, account_version, transaction_id, tenant_id,
                                direction, internal, amount, currency)
     select account_id, outcome, to_timestamp(occurred_at_ms / 1000.0), account_version, transaction_id, tenant_id,
            direction, internal, amount, currency
       from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::text[],
                   $8::boolean[], $9::bigint[], $10::text[])
         as m (account_id, outcome, occurred_at_ms, account_version, transaction_id, tenant_id, direction,
               internal, amount, currency)
         on conflict do nothing`,
    [
      movements.map((each) => each.accountId),
      movements.map((each) => each.outcome),
      movements.map((each) => each.occurredAt),
      movements.map((each) => each.accountVersion),
      movements.map((each) => each.transactionId),
      movements.map((each) => each.tenantId),
      movements.map((each) => each.direction),
      movements.map((each) => each.internal),
      movements.map((each) => each.amount),
      movements.map((each) => each.currency),
    ],
  );
}

/**
 * Forgets at most `limit` movements that both happened and arrived more than `days` ago; returns how many.
 * Asking for the arrival too keeps a replay's windows whole, however old its events are.
 */
export async function purgeHistory(em: SqlEntityManager, days: number, limit: number): Promise<number> {
  const rows = await runParameterized(
    em,
    `delete from fraud.history
      where ctid = any (array(
        select ctid from fraud.history
         where recorded_at < now() - make_interval(days => $1) and occurred_at < now() - make_interval(days => $1)
         limit $2 for update skip locked))
     returning 1 as purged`,
    [days, limit],
  );
  return rows.length;
}
