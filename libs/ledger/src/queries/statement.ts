import { idToUuid, readClock, type Database } from '@florin/database';
import { exactSum, type ExactInteger } from '../money.ts';
import { readHistories, type Position, type TimeBasis } from './account-history.ts';
import { readLines, selectLines, type AccountLine } from './account-lines.ts';
import { Conditions } from './conditions.ts';
import { movesNothing, type OnSide } from './sides.ts';
import { readTotals } from './statement-totals.ts';

/** `from` is inclusive, `to` is not. */
export type Period = { from: Date; to: Date; basis: TimeBasis };

/**
 * What all pages of a statement have in common. It is made once, of one snapshot: version `asOfVersion` of the account.
 * Posted movements never change, so a page that is read by it at any later time fits all others.
 */
export type StatementFrame = {
  opening: Position;
  closing: Position;
  amountIn: ExactInteger;
  amountOut: ExactInteger;
  countIn: number;
  countOut: number;
  asOfMs: number;
  asOfVersion: number;
  /** What was posted in the period: the versions above the first and up to the second. */
  posted: [above: number, upTo: number];
};

export type Statement = {
  accountId: string;
  name: string | null;
  currency: string;
  period: Period;
  frame: StatementFrame;
};

/**
 * Where a page ended: the version of the last line that counts when it was posted, the effective time and version of
 * the last one that is backdated, and the balance there.
 */
export type StatementPlace = {
  version: number;
  backdated: [ms: number, version: number];
  balance: ExactInteger;
};

type Span = Pick<StatementFrame, 'asOfVersion' | 'posted'> & { period: Period };

/**
 * An account's statement without its lines. `known` is the frame of an earlier page, which is not made again.
 * Throws `not_found`.
 */
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
    const [history] = await readHistories(em, tenantId, [accountId], requested);
    const { name, currency, current, past } = history!;
    const account = { accountId, name, currency, period };
    if (known) return { ...account, frame: known };

    const [{ postedVersion: above, ...opening }, { postedVersion: upTo, ...closing }] = past as [
      (typeof past)[0],
      (typeof past)[0],
    ];
    const asOfVersion = current.version;
    const posted: [number, number] = [above, upTo];
    const change = BigInt(closing.balance) - BigInt(opening.balance);
    const totals = await readTotals(em, accountId, { period, asOfVersion, posted, change });
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
 * The lines in one or two streams, each in the order of an index: what counts when it was posted comes by version,
 * what is backdated by its effective time. Only what moved money is in a statement.
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
