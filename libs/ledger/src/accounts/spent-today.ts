import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { dayOf, type Account } from '../entities/account.ts';
import { lowestUuidAt } from '../queries/id-bounds.ts';

/*
 * What `Account` would have counted: what left or was held on the day, without what holds of the day gave back. Ids of
 * transactions begin with their millisecond, so the day is a range of them.
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
 * Counts what an account has spent on the day (UTC) of `at`, for a daily limit that begins in the middle of it. The
 * account's row must be locked. Without such a limit nothing is counted, so that movements pay for nothing they don't need.
 */
export async function countSpentToday(em: SqlEntityManager, account: Account, at: Date): Promise<void> {
  const parameters = [idToUuid(account.id), lowestUuidAt(new Date(dayOf(at)))];
  const [row] = await runParameterized<{ spent: string }>(em, sumOfDay, parameters);
  account.spentToday = Number(row!.spent);
  account.spentOn = dayOf(at);
}
