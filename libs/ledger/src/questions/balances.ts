import type { Database } from '@florin/database';
import { readHistories, type Position, type TimeBasis } from './account-history.ts';

/** `available` is null for the past: the overdraft limit may have been another one then. */
export type Balance = Position & {
  accountId: string;
  currency: string;
  available: number | null;
};

export type BalanceMoment = { at: Date; basis: TimeBasis };

/**
 * What accounts have now, or had at the end of a millisecond in the past, all in one snapshot. Zeros before an account
 * was opened. Throws `not_found`.
 */
export async function readBalances(
  database: Database,
  tenantId: string,
  accountIds: readonly string[],
  moment?: BalanceMoment,
): Promise<Balance[]> {
  const moments = moment === undefined ? [] : [new Date(moment.at.getTime() + 1)];
  const basis = moment?.basis ?? 'posted';
  const histories = await database.read((em) => readHistories(em, tenantId, accountIds, { moments, basis }));
  return histories.map(({ id, currency, overdraftLimit, current, past: [past] }) => {
    const available = past ? null : current.balance - current.held + overdraftLimit;
    const { balance, held, version } = past ?? current;
    return { accountId: id, currency, balance, held, available, version };
  });
}
