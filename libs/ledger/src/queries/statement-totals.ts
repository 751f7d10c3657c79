import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { exactInteger } from '../money.ts';
import { Conditions } from './conditions.ts';
import { movesNothing } from './sides.ts';
import type { Period, StatementFrame } from './statement.ts';

export type Totals = Pick<StatementFrame, 'amountIn' | 'amountOut' | 'countIn' | 'countOut'>;

type Span = Pick<StatementFrame, 'asOfVersion' | 'posted'> & {
  period: Period;
  /** Closing less opening balance. */
  change: bigint;
};

type Sums = { amount_in: string; count_in: string; count_nothing: string };
type Shifts = { amount_in: string; count_in: string; count_out: string };

/**
 * What came in and went out in a period. Only what came in is added up, from an index: every version of the account is
 * one row on one of its sides, so the rest follows from the versions and the balances.
 */
export async function readTotals(em: SqlEntityManager, accountId: string, span: Span): Promise<Totals> {
  const sums = await readSums(em, accountId, span);
  const shifts = span.period.basis === 'effective' ? await readShifts(em, accountId, span) : undefined;
  const [above, upTo] = span.posted;
  const postedIn = Number(sums.count_in);
  const postedOut = upTo - above - postedIn - Number(sums.count_nothing);
  const amountIn = BigInt(sums.amount_in) + BigInt(shifts?.amount_in ?? 0);
  return {
    amountIn: exactInteger(amountIn),
    amountOut: exactInteger(amountIn - span.change),
    countIn: postedIn + Number(shifts?.count_in ?? 0),
    countOut: postedOut + Number(shifts?.count_out ?? 0),
  };
}

/** What was posted in the period, whenever it counts. */
async function readSums(em: SqlEntityManager, accountId: string, { posted }: Span): Promise<Sums> {
  const sql = `
    select coalesce(sum(amount), 0) as amount_in, count(*) as count_in, (
      select count(*) from ledger.transactions
      where from_account_id = $1 and from_account_version > $2 and from_account_version <= $3 and ${movesNothing}
    ) as count_nothing
    from ledger.transactions where to_account_id = $1 and to_account_version > $2 and to_account_version <= $3`;
  const [row] = await runParameterized<Sums>(em, sql, [idToUuid(accountId), ...posted]);
  return row!;
}

/** By effective time: what was posted in the period and counts elsewhere goes, what counts in it and was not comes. */
async function readShifts(em: SqlEntityManager, accountId: string, span: Span): Promise<Shifts> {
  const { period, posted, asOfVersion } = span;
  const values = new Conditions();
  const account = values.parameter(idToUuid(accountId));
  const [above, upTo, newest] = [...posted, asOfVersion].map((version) => values.parameter(version));
  const [from, to] = [period.from, period.to].map((time) => values.parameter(time.toISOString()));
  const shiftsOf = (side: 'from' | 'to') => `
    select '${side}' as side, amount,
      (effective_at >= ${from} and effective_at < ${to} and ${side}_account_version <= ${newest})::int
        - (${side}_account_version > ${above} and ${side}_account_version <= ${upTo})::int as shift
    from ledger.transactions
    where ${side}_account_id = ${account} and ${side}_account_version is not null
      and effective_at < created_at and not (${movesNothing})`;
  const sql = `
    select coalesce(sum(amount * shift) filter (where side = 'to'), 0) as amount_in,
      coalesce(sum(shift) filter (where side = 'to'), 0) as count_in,
      coalesce(sum(shift) filter (where side = 'from'), 0) as count_out
    from (${shiftsOf('from')} union all ${shiftsOf('to')}) as shifted`;
  const [row] = await runParameterized<Shifts>(em, sql, values.values);
  return row!;
}
