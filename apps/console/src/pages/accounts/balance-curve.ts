import type { AccountLine, Florin, Statement } from '@florin/sdk';

export type CurvePoint = { atMs: number; balance: number };
export type Basis = 'posted' | 'effective';
/** By the bank's clock: the period ends when the bank has made the statement. */
export type CurvePeriod = { fromMs: number; toMs: number; basis: Basis };

type Line = Pick<AccountLine, 'created_at' | 'effective_at' | 'balance_after'>;
type Balances = Record<keyof Pick<Statement, 'opening' | 'closing'>, { balance: number }>;

/** The most lines of a statement that are read for a curve: five of the API's largest pages. */
const linesMax = 500;
const momentsMax = 60;

/**
 * The balance of an account until now, as steps: every movement of the period, or the balances at 60 moments when there are
 * too many movements.
 */
export async function readCurve(
  florin: Florin,
  accountId: string,
  { fromMs, basis }: Omit<CurvePeriod, 'toMs'>,
  signal: AbortSignal,
): Promise<{ curve: CurvePoint[]; isWhole: boolean }> {
  const period = { from: timeOf(fromMs), basis, limit: 100 };
  const statement = florin.accounts.statement(accountId, period, { signal });
  const { opening, closing, count_in, count_out, as_of } = await statement;
  const toMs = Date.parse(as_of);
  if (count_in + count_out > linesMax) {
    const moments = momentsOf({ fromMs, toMs });
    const balances = moments.map((atMs) =>
      florin.accounts.balanceAt(accountId, { at: timeOf(atMs), basis }, { signal }),
    );
    const read = await Promise.all(balances);
    return {
      isWhole: false,
      curve: read.map(({ balance }, place) => ({ atMs: moments[place] ?? toMs, balance })),
    };
  }
  const lines: Line[] = [];
  for await (const line of statement) lines.push(line);
  return { isWhole: true, curve: curveOf({ opening, closing }, lines, { fromMs, toMs, basis }) };
}

/** `lines` are those of the statement, oldest first. */
export function curveOf(
  { opening, closing }: Balances,
  lines: readonly Line[],
  { fromMs, toMs, basis }: CurvePeriod,
): CurvePoint[] {
  const points = lines.map(({ created_at, effective_at, balance_after }) => {
    return { atMs: Date.parse(basis === 'effective' ? effective_at : created_at), balance: balance_after };
  });
  return [{ atMs: fromMs, balance: opening.balance }, ...points, { atMs: toMs, balance: closing.balance }];
}

/** From the start of the period to its end, equally far apart. */
export function momentsOf({ fromMs, toMs }: Omit<CurvePeriod, 'basis'>): number[] {
  const stepMs = (toMs - fromMs) / (momentsMax - 1);
  return Array.from({ length: momentsMax }, (_, place) => Math.round(fromMs + place * stepMs));
}

/** The balance right before a moment, as the API counts it; undefined before the curve begins. */
export function balanceBefore(curve: readonly CurvePoint[], atMs: number): number | undefined {
  return curve.findLast((point) => point.atMs < atMs)?.balance;
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
