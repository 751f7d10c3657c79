import { exactSum, minorUnitDigits, statementPeriod, type ExactInteger } from '@florin/rules';
import type { Statement } from '../schemas.ts';
import { lineView, linesOf, positionBefore, type Basis, type Line, type Position } from './account-lines.ts';
import type { FakeAccount } from './fake-ledger.ts';
import type { Operations } from './operation.ts';
import { positionIn, sealed } from './pages.ts';
import { statementTable } from './statement-table.ts';
import { exact } from './views.ts';

type Period = { fromMs: number; toMs: number; basis: Basis };
type Requested = { from?: string; to?: string; time_zone?: string; basis: Basis; limit: number };

export const statementOperation: Operations = {
  getAccountStatement(ledger, request) {
    const { limit, basis, ...requested } = request.query as Requested;
    const account = ledger.account(request.params['id'] ?? '');
    // A cursor contains the account's version and the time of the first page, so that later movements are on no page.
    const [version, asOf, offset] = (positionIn(request) ?? '').split(' ');
    const now = asOf === undefined ? ledger.clock.now() : new Date(asOf);
    const { from, to } = statementPeriod(requested, now);
    const period = { fromMs: from.getTime(), toMs: to.getTime(), basis };
    const asOfVersion = version ? Number(version) : account.version;
    const as_of = asOf ?? ledger.clock.now().toISOString();
    const all = linesOf(ledger, account.id).filter(({ account_version }) => account_version <= asOfVersion);
    const opening = positionBefore(all, period.fromMs, period.basis);
    const lines = runningOn(opening.balance, linesIn(all, period));
    const { accept } = request;
    if (accept !== 'application/json') {
      return { body: statementTable(lines, account.currency, account.id, accept), mediaType: accept };
    }
    const begin = Number(offset ?? 0);
    const end = begin + limit;
    const has_more = lines.length > end;
    const next_cursor = has_more ? sealed(`${asOfVersion} ${as_of} ${end}`, request) : null;
    const data = lines.slice(begin, end).map(lineView);
    const head = headOf(account, all, period);
    const body: Statement = { ...head, as_of, as_of_version: asOfVersion, data, has_more, next_cursor };
    return { body };
  },
};

function headOf(account: FakeAccount, all: readonly Line[], period: Period) {
  const { fromMs, toMs, basis } = period;
  const changes = linesIn(all, period).map(({ balance_change }) => balance_change);
  const incoming = changes.filter((change) => change > 0);
  const outgoing = changes.filter((change) => change < 0);
  return {
    account_id: account.id,
    account_name: account.name,
    currency: account.currency,
    currency_exponent: minorUnitDigits(account.currency),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    basis,
    opening: positionView(positionBefore(all, fromMs, basis)),
    closing: positionView(positionBefore(all, toMs, basis)),
    ...exact('total_in', exactSum(...incoming)),
    ...exact('total_out', exactSum(...outgoing.map((change) => -change))),
    count_in: incoming.length,
    count_out: outgoing.length,
  };
}

function positionView({ balance, held, version }: Position) {
  return { ...exact('balance', balance), held, version };
}

/** Returns the lines of the period that moved money, ordered by the time that `basis` selects. */
function linesIn(all: readonly Line[], { fromMs, toMs, basis }: Period): Line[] {
  const timeOf = (line: Line) => (basis === 'posted' ? line.createdMs : line.effectiveMs);
  return all
    .filter((line) => line.movesMoney && timeOf(line) >= fromMs && timeOf(line) < toMs)
    .sort((a, b) => timeOf(a) - timeOf(b) || a.account_version - b.account_version);
}

/** Computes the balance after each line, from the opening balance and in the order of the lines. */
function runningOn(opening: ExactInteger, lines: readonly Line[]): Line[] {
  let balance_after = opening;
  return lines.map((line) => {
    balance_after = exactSum(balance_after, line.balance_change);
    return { ...line, balance_after };
  });
}
