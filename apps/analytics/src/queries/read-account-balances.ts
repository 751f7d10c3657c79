import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { dayMs } from '../rollups/buckets.ts';
import { bucketsOf, type Span } from './span.ts';

/** `value` is in minor units; `at` is the start of the bucket in epoch milliseconds. */
export type AccountBalances = { currency: string; points: { at: number; value: bigint }[] };

/**
 * The hours with movements before a span among which the highest version is looked for. Versions ascend with the hours, unless
 * PostgreSQL's clock was set back by more hours than these.
 */
const hoursBefore = 100;

type Closing = { at: string; version: string; balance: string };

/**
 * Reads an account's balance at the end of each bucket, 0 before its first movement; undefined if the tenant has no such
 * account. Of several rows the one with the highest version has the balance, whenever it arrived.
 */
export async function readAccountBalances(
  unit: UnitOfWork,
  tenantId: string,
  accountId: string,
  span: Span,
): Promise<AccountBalances | undefined> {
  const own = [idToUuid(tenantId), idToUuid(accountId)];
  const [account] = await runParameterized<{ currency: string }>(
    unit,
    `select currency from analytics.accounts where tenant_id = $1 and account_id = $2
      union all
     select currency from analytics.account_hours where tenant_id = $1 and account_id = $2 limit 1`,
    own,
  );
  if (!account) return undefined;
  const closings = await runParameterized<Closing>(
    unit,
    `(select '0' as at, closing_version as version, closing_balance as balance from (
        select closing_version, closing_balance from analytics.account_hours
         where tenant_id = $1 and account_id = $2 and hour < $3 order by hour desc limit ${hoursBefore}) as latest
       order by closing_version desc limit 1)
     union all
     (select distinct on (at) extract(epoch from date_trunc($5, hour, 'UTC'))::bigint * 1000 || '' as at,
             closing_version, closing_balance from analytics.account_hours
       where tenant_id = $1 and account_id = $2 and hour >= $3 and hour < $4 order by at, closing_version desc)`,
    [...own, span.from.toISOString(), span.to.toISOString(), span.bucketMs === dayMs ? 'day' : 'hour'],
  );
  return { currency: account.currency, points: closingBalances(closings, span) };
}

/** The closing balances of all buckets. A bucket without movements has the balance of the previous one. */
function closingBalances(closings: readonly Closing[], span: Span): AccountBalances['points'] {
  const byBucket = new Map(closings.map((closing) => [Number(closing.at), closing]));
  let known = byBucket.get(0);
  return bucketsOf(span).map((at) => {
    const here = byBucket.get(at);
    if (here && (!known || BigInt(here.version) > BigInt(known.version))) known = here;
    return { at, value: BigInt(known?.balance ?? 0) };
  });
}
