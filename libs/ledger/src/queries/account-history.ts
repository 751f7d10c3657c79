import { idFromUuid, idToUuid, lowestUuidAt, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { exactInteger, type Position, Refusal, type TimeBasis } from '@florin/rules';
import { changeOn, movesNothing, type Side } from './sides.ts';

export type AccountHistory = {
  id: string;
  name: string | null;
  currency: string;
  overdraftLimit: number;
  current: Position;
  /** The positions right before each requested moment. `postedVersion` counts by posting time for both bases. */
  past: (Position & { postedVersion: number })[];
};

type HistoryRow = {
  id: string;
  name: string | null;
  currency: string;
  overdraft_limit: string;
  balance: string;
  held: string;
  version: string;
  past_balance: string | null;
  past_held: string | null;
  past_version: string | null;
  posted_version: string | null;
};

const newestBelow = (side: Side) => `
  (select ${side}_account_version as version, ${side}_balance_after as balance, coalesce(${side}_held_after, 0) as held
   from ledger.transactions
   where ${side}_account_id = a.id and ${side}_account_version is not null and id < requested.bound
   order by id desc limit 1)`;

const pastOnSide = (side: Side) => `
  select ${changeOn[side]} as change from ledger.transactions
  where ${side}_account_id = a.id and ${side}_account_version is not null and effective_at < created_at
    and effective_at < requested.moment and created_at >= requested.moment and not (${movesNothing})`;

/**
 * Movements that were posted later and count before the moment. The held amount has no effective time. The condition uses
 * created_at instead of the id: PostgreSQL estimates that a third of all rows is backdated, and would read all later ids.
 */
const backdated = `
  left join lateral (
    select coalesce(sum(change), 0) as change, count(*) as movements
    from (${pastOnSide('from')} union all ${pastOnSide('to')}) as later
  ) as backdated on requested.bound is not null`;

function historiesSql(basis: TimeBasis): string {
  const [join, change, movements] =
    basis === 'posted' ? ['', '0', '0'] : [backdated, 'backdated.change', 'backdated.movements'];
  return `
    select a.id, a.name, a.currency, a.overdraft_limit, a.balance, a.held, a.version,
      coalesce(past.balance, 0) + ${change} as past_balance, coalesce(past.held, 0) as past_held,
      coalesce(past.version, 0) + ${movements} as past_version, coalesce(past.version, 0) as posted_version
    from unnest($2::uuid[]) with ordinality as wanted (id, place)
    join ledger.accounts a on a.id = wanted.id and a.tenant_id = $1 and a.kind = 'customer'
    left join unnest($3::uuid[], $4::timestamptz[]) with ordinality as requested (bound, moment, place) on true
    left join lateral (
      select * from (${newestBelow('from')} union all ${newestBelow('to')}) as sides order by version desc limit 1
    ) as past on requested.bound is not null
    ${join}
    order by wanted.place, requested.place`;
}

/**
 * Accounts with their current and past positions, in the order of `accountIds`. One statement and therefore one snapshot: a
 * transfer counts on both sides or on neither. Throws `not_found` for the first missing account.
 */
export async function readHistories(
  em: SqlEntityManager,
  tenantId: string,
  accountIds: readonly string[],
  { moments, basis }: { moments: readonly Date[]; basis: TimeBasis },
): Promise<AccountHistory[]> {
  const rows = await runParameterized<HistoryRow>(em, historiesSql(basis), [
    idToUuid(tenantId),
    accountIds.map(idToUuid),
    moments.map(lowestUuidAt),
    moments.map((moment) => moment.toISOString()),
  ]);
  const histories = new Map<string, AccountHistory>();
  for (const row of rows) {
    const id = idFromUuid('acct', row.id);
    const history = histories.get(id) ?? historyOf(id, row);
    histories.set(id, history);
    const position = positionOf(row.past_balance, row.past_held, row.past_version);
    if (moments.length > 0) history.past.push({ ...position, postedVersion: Number(row.posted_version) });
  }
  return accountIds.map((id) => histories.get(id) ?? thereIsNo(id));
}

/** Same as `readHistories`, for one account. */
export async function readHistory(
  em: SqlEntityManager,
  tenantId: string,
  accountId: string,
  past: { moments: readonly Date[]; basis: TimeBasis },
): Promise<AccountHistory> {
  const [history] = await readHistories(em, tenantId, [accountId], past);
  return history ?? thereIsNo(accountId);
}

function thereIsNo(accountId: string): never {
  throw new Refusal('not_found', `There is no account ${accountId}.`);
}

function historyOf(id: string, row: HistoryRow): AccountHistory {
  return {
    id,
    name: row.name,
    currency: row.currency,
    overdraftLimit: Number(row.overdraft_limit),
    current: positionOf(row.balance, row.held, row.version),
    past: [],
  };
}

function positionOf(balance: string | null, held: string | null, version: string | null): Position {
  return { balance: exactInteger(balance ?? '0'), held: Number(held), version: Number(version) };
}
