import { idFromUuid, prepared, type Database } from '@florin/database';
import { exactSum, type Balance, type TimeBasis } from '@florin/rules';
import { readHistories } from './account-history.ts';
import type { Found } from './batch-loader.ts';

/** Movements before `at` count, and movements at `at` do not, as at the end of a statement's period. */
export type BalanceMoment = { at: Date; basis: TimeBasis };

/**
 * The balances of accounts now, or right before a moment, from one snapshot. Zeros before an account was opened. Throws
 * `not_found`.
 */
export async function readBalances(
  database: Database,
  tenantId: string,
  accountIds: readonly string[],
  moment?: BalanceMoment,
): Promise<Balance[]> {
  const moments = moment === undefined ? [] : [moment.at];
  const basis = moment?.basis ?? 'posted';
  const histories = await database.read((em) => readHistories(em, tenantId, accountIds, { moments, basis }));
  return histories.map(({ id, currency, overdraftLimit, current, past: [past] }) => {
    const available = past ? null : exactSum(current.balance, -current.held, overdraftLimit);
    const { balance, held, version } = past ?? current;
    return { accountId: id, currency, balance, held, available, version };
  });
}

type BalanceRow = {
  id: string;
  tenant_id: string;
  currency: string;
  balance: string;
  held: string;
  overdraft_limit: string;
  version: string;
};

const currentBalances = prepared(`
  select id, tenant_id, currency, balance, held, overdraft_limit, version
  from ledger.accounts where id = any($1::uuid[]) and kind = 'customer'`);

/** The current balances of these accounts, of any tenant. Ids are UUIDs. */
export async function readCurrentBalances(
  database: Database,
  ids: readonly string[],
): Promise<Found<Balance>[]> {
  const rows = await database.query<BalanceRow>(currentBalances, [ids]);
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id, value: balanceOf(row) }));
}

function balanceOf({ id, currency, version, overdraft_limit, ...row }: BalanceRow): Balance {
  const [balance, held] = [Number(row.balance), Number(row.held)];
  const available = exactSum(balance, -held, Number(overdraft_limit));
  return { accountId: idFromUuid('acct', id), currency, balance, held, available, version: Number(version) };
}
