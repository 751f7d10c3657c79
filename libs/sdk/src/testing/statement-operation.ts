import { exponentOf } from '../currencies.ts';
import type { Statement } from '../schemas.ts';
import {
  linesOf,
  movedMoney,
  positionBefore,
  toAccountLine,
  type Basis,
  type Line,
  type Position,
} from './account-lines.ts';
import type { FakeAccount } from './books.ts';
import type { FakeAnswer, FakeRequest, Operations } from './operation.ts';
import { exact, exactSum, type ExactInteger } from './exact.ts';
import { boundMs, clocksDifferMs, positionIn, sealed } from './pages.ts';
import { wrongInQuery } from './refusal.ts';
import { statementTable } from './statement-table.ts';
import { firstMomentOf, monthOf } from './time.ts';

type Period = { fromMs: number; toMs: number; basis: Basis };
type Requested = { from?: string; to?: string; time_zone?: string; basis: Basis; limit: number };

const longestMs = 366 * 86_400_000;

export const statementOperation: Operations = {
  getAccountStatement(books, request) {
    const { limit, ...requested } = request.query as Requested;
    const account = books.account(request.params['id']!);
    // A cursor carries what the statement was made of: what was posted later is on no page.
    const [version, asOf, offset] = (positionIn(request) ?? '').split(' ');
    const period = periodOf(requested, asOf === undefined ? books.clock.now() : new Date(asOf));
    const asOfVersion = version ? Number(version) : account.version;
    const as_of = asOf ?? books.clock.now().toISOString();
    const all = linesOf(books, account.id).filter(({ account_version }) => account_version <= asOfVersion);
    const head = headOf(account, all, period);
    const opening = positionBefore(all, period.fromMs, period.basis);
    const lines = runningOn(opening.balance, linesIn(all, period));
    if (request.accept !== 'application/json') return whole(request, account, lines);

    const begin = Number(offset ?? 0);
    const end = begin + limit;
    const has_more = lines.length > end;
    const next_cursor = has_more ? sealed(`${asOfVersion} ${as_of} ${end}`, request) : null;
    const data = lines.slice(begin, end).map(toAccountLine);
    const body: Statement = { ...head, as_of, as_of_version: asOfVersion, data, has_more, next_cursor };
    return { body };
  },
};

/** By default the current month; without a begin the month that the end closes, without an end all of this month. */
function periodOf({ from, to, time_zone = 'UTC', basis }: Omit<Requested, 'limit'>, now: Date): Period {
  const firstMs = (month: string) => firstMomentOf(month, time_zone).getTime();
  const toMs = to === undefined ? firstMs(monthOf(now, time_zone, 1)) : boundMs(to);
  const fromMs = from === undefined ? firstMs(monthOf(new Date(toMs - 1), time_zone)) : boundMs(from);
  const latestMs = now.getTime() + clocksDifferMs;
  if (fromMs > latestMs) throw wrongInQuery('/from', 'must not lie in the future');
  if (toMs <= fromMs) throw wrongInQuery('/to', 'must be later than `from`');
  if (toMs - fromMs > longestMs) throw wrongInQuery('/to', 'must be at most 366 days after `from`');
  return { fromMs, toMs, basis };
}

function headOf(account: FakeAccount, all: readonly Line[], period: Period) {
  const { fromMs, toMs, basis } = period;
  const changes = linesIn(all, period).map(({ balance_change }) => balance_change);
  const incoming = changes.filter((change) => change > 0);
  const outgoing = changes.filter((change) => change < 0);
  return {
    account_id: account.id,
    account_name: account.name,
    currency: account.currency,
    currency_exponent: exponentOf(account.currency),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    basis,
    opening: reported(positionBefore(all, fromMs, basis)),
    closing: reported(positionBefore(all, toMs, basis)),
    ...exact('total_in', exactSum(...incoming)),
    ...exact('total_out', exactSum(...outgoing.map((change) => -change))),
    count_in: incoming.length,
    count_out: outgoing.length,
  };
}

function reported({ balance, held, version }: Position) {
  return { ...exact('balance', balance), held, version };
}

/** What moved money and counts in the period, in the order in which it counts. */
function linesIn(all: readonly Line[], { fromMs, toMs, basis }: Period): Line[] {
  const timeOf = (line: Line) => Date.parse(basis === 'posted' ? line.created_at : line.effective_at);
  return all
    .filter((line) => movedMoney(line) && timeOf(line) >= fromMs && timeOf(line) < toMs)
    .sort((a, b) => timeOf(a) - timeOf(b) || a.account_version - b.account_version);
}

/** The balance runs on from the opening one, in the order of the lines. */
function runningOn(opening: ExactInteger, lines: readonly Line[]): Line[] {
  let balance_after = opening;
  return lines.map((line) => {
    balance_after = exactSum(balance_after, line.balance_change);
    return { ...line, balance_after };
  });
}

function whole({ accept }: FakeRequest, { currency, id }: FakeAccount, lines: Line[]): FakeAnswer {
  return { body: statementTable(lines, currency, id, accept), mediaType: accept };
}
