import { idToUuid, lowestUuidAt, runForOneRow } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { dayOf } from '@florin/rules';
import type { Account } from '../entities/account.ts';

/*
 * The sum that `countSpending` would have counted: what left the account or was held on the day, minus what holds of the same
 * day released. Transaction ids begin with their millisecond, so a day is a range of ids.
 */
const sumOfDay = `
  with day as (
    select t.type, t.amount, t.parent_id, t.released_amount from ledger.transactions t
    where t.from_account_id = $1 and t.from_account_version is not null and t.id >= $2
  )
  select least(
    coalesce(sum(amount) filter (where type in ('debit', 'transfer', 'hold')), 0)
      - coalesce(sum(released_amount) filter (where parent_id >= $2), 0),
    9007199254740991
  )::text as spent
  from day`;

/**
 * Sets what the account has spent on the UTC day of `at`, for a daily limit that begins during the day. The account's row
 * must be locked. An account without a daily limit counts nothing, so that its movements cost nothing extra.
 */
export async function countSpentToday(em: SqlEntityManager, account: Account, at: Date): Promise<void> {
  const parameters = [idToUuid(account.id), lowestUuidAt(new Date(dayOf(at)))];
  const { spent } = await runForOneRow<{ spent: string }>(em, sumOfDay, parameters);
  account.spentToday = Number(spent);
  account.spentOn = dayOf(at);
}
