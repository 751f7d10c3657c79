import { idToUuid, readClock, runForOneRow, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  type AccountLine,
  type ExactInteger,
  exactInteger,
  exactSum,
  type StatementHead,
  type StatementTotals,
  type TimeBasis,
} from '@florin/rules';
import { readHistory } from './account-history.ts';
import { readLines, selectLines } from './account-lines.ts';
import { Conditions } from './conditions.ts';
import { movesNothing, type OnSide } from './sides.ts';

/** `from` is inclusive, `to` is not. */
export type Period = StatementHead['period'];

/**
 * The part of a statement that all of its pages share, from one snapshot: version `asOfVersion` of the account. Posted
 * movements never change, so a page that is read later still fits the earlier pages.
 */
export type StatementFrame = StatementTotals & {
  /** The movements posted in the period: the versions above the first number and up to the second. */
  posted: [above: number, upTo: number];
};

export type Statement = StatementHead & {
  tenantId: string;
  frame: StatementFrame;
  /** A position in the log of the database that covers `asOfVersion`; undefined without replicas. */
  position?: string;
};

/**
 * The end of a page: the version of the last line that counts at its posting time, the effective time and version of the
 * last backdated line, and the balance after the last line.
 */
export type StatementPlace = {
  version: number;
  backdated: [ms: number, version: number];
  balance: ExactInteger;
};

type Span = Pick<StatementFrame, 'asOfVersion' | 'posted'> & { period: Period };

/** A statement without its lines. `known` is the frame of an earlier page, which is reused. Throws `not_found`. */
export function openStatement(
  database: Database,
  tenantId: string,
  accountId: string,
  period: Period,
  known?: StatementFrame,
): Promise<Statement> {
  return database.read(async (em) => {
    const asOfMs = (await readClock(em)).getTime();
    const requested = { moments: known ? [] : [period.from, period.to], basis: period.basis };
    const { name, currency, current, past } = await readHistory(em, tenantId, accountId, requested);
    const account = { tenantId, accountId, name, currency, period };
    if (known) return { ...account, frame: known };

    const [first, last] = past;
    if (first === undefined || last === undefined) throw new Error('the history lacks a position');
    const { postedVersion: above, ...opening } = first;
    const { postedVersion: upTo, ...closing } = last;
    const asOfVersion = current.version;
    const posted: [number, number] = [above, upTo];
    const change = BigInt(closing.balance) - BigInt(opening.balance);
    const totals = await readTotals(em, accountId, { period, asOfVersion, posted }, change);
    return { ...account, frame: { opening, closing, ...totals, asOfMs, asOfVersion, posted } };
  });
}

/** The next lines of a statement, oldest first, each with the balance after it. `next` is undefined at the end. */
export async function readStatementLines(
  database: Database,
  { accountId, period, frame }: Statement,
  after: StatementPlace | undefined,
  limit: number,
): Promise<{ lines: AccountLine[]; next: StatementPlace | undefined }> {
  const values = new Conditions();
  const account = values.parameter(idToUuid(accountId));
  const most = values.parameter(limit + 1);
  const streams = streamsOf(values, { period, ...frame }, after);
  const selects = streams.map(({ where, order }) => selectLines(account, where, order, most));
  const order = period.basis === 'posted' ? 'version' : 'effective_ms, version';
  const sql = `select * from (${selects.join(' union all ')}) as lines order by ${order} limit ${most}`;
  const found = await database.read((em) => readLines(em, sql, values.values));

  const start: StatementPlace = { version: 0, backdated: [0, 0], balance: frame.opening.balance };
  let place = after ?? start;
  const lines = found.slice(0, limit).map((line) => {
    place = placeAfter(place, line, period.basis);
    return { ...line, balanceAfter: place.balance };
  });
  return { lines, next: found.length > limit ? place : undefined };
}

function placeAfter(place: StatementPlace, line: AccountLine, basis: TimeBasis): StatementPlace {
  const balance = exactSum(place.balance, line.change);
  const isBackdated = basis === 'effective' && line.effectiveAt < line.createdAt;
  return isBackdated
    ? { ...place, balance, backdated: [line.effectiveAt.getTime(), line.version] }
    : { ...place, balance, version: line.version };
}

type Stream = { where: OnSide; order: string };

/**
 * The lines as one or two streams, each in the order of an index: lines that count at their posting time by version, and
 * backdated lines by effective time. A statement contains only movements of money.
 */
function streamsOf(values: Conditions, span: Span, after?: StatementPlace): Stream[] {
  const { period, asOfVersion, posted } = span;
  const [above, upTo] = [Math.max(posted[0], after?.version ?? 0), posted[1]].map((version) =>
    values.parameter(version),
  );
  const byVersion = (side: string) =>
    `${side}_account_version > ${above} and ${side}_account_version <= ${upTo}`;
  const moved = `not (${movesNothing})`;
  if (period.basis === 'posted') {
    return [{ where: (side) => `${byVersion(side)} and ${moved}`, order: 'version' }];
  }
  const [ms, version] = after?.backdated ?? [0, 0];
  const [from, to, lastTime] = [period.from, period.to, new Date(ms)].map((time) =>
    values.parameter(time.toISOString()),
  );
  const [lastVersion, newest] = [version, asOfVersion].map((each) => values.parameter(each));
  return [
    {
      where: (side) => `${byVersion(side)} and not (effective_at < created_at) and ${moved}`,
      order: 'version',
    },
    {
      where: (side) => `effective_at < created_at and ${side}_account_version <= ${newest} and ${moved}
        and effective_at >= ${from} and effective_at < ${to}
        and (effective_at, ${side}_account_version) > (${lastTime}::timestamptz, ${lastVersion}::bigint)`,
      order: 'effective_at, version',
    },
  ];
}

type Sums = { amount_in: string; count_in: string; count_nothing: string };
type Shifts = { amount_in: string; count_in: string; count_out: string };

/**
 * The amounts and numbers of incoming and outgoing movements in a period; `change` is the closing less the opening
 * balance. Only incoming movements are added up, from an index. The rest follows from the versions and balances, because
 * every version of the account is one row on one of its sides.
 */
async function readTotals(
  em: SqlEntityManager,
  accountId: string,
  span: Span,
  change: bigint,
): Promise<Pick<StatementFrame, 'amountIn' | 'amountOut' | 'countIn' | 'countOut'>> {
  const sums = await readSums(em, accountId, span);
  const shifts = span.period.basis === 'effective' ? await readShifts(em, accountId, span) : undefined;
  const [above, upTo] = span.posted;
  const postedIn = Number(sums.count_in);
  const postedOut = upTo - above - postedIn - Number(sums.count_nothing);
  const amountIn = BigInt(sums.amount_in) + BigInt(shifts?.amount_in ?? 0);
  return {
    amountIn: exactInteger(amountIn),
    amountOut: exactInteger(amountIn - change),
    countIn: postedIn + Number(shifts?.count_in ?? 0),
    countOut: postedOut + Number(shifts?.count_out ?? 0),
  };
}

/** The incoming movements that were posted in the period, at any effective time. */
async function readSums(em: SqlEntityManager, accountId: string, { posted }: Span): Promise<Sums> {
  const sql = `
    select coalesce(sum(amount), 0) as amount_in, count(*) as count_in, (
      select count(*) from ledger.transactions
      where from_account_id = $1 and from_account_version > $2 and from_account_version <= $3 and ${movesNothing}
    ) as count_nothing
    from ledger.transactions where to_account_id = $1 and to_account_version > $2 and to_account_version <= $3`;
  return runForOneRow<Sums>(em, sql, [idToUuid(accountId), ...posted]);
}

/** The difference between effective and posting time: adds movements that are backdated into the period, and subtracts
 * those that were posted in it and count in another one. */
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
  return runForOneRow<Shifts>(em, sql, values.values);
}
