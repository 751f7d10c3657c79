import {
  exactSum,
  statementPeriod,
  statementView,
  type ExactInteger,
  type StatementHead,
} from '@florin/rules';
import { linesOf, positionBefore, type Line } from './account-lines.ts';
import type { FakeAccount } from './fake-ledger.ts';
import type { Operations } from './operation.ts';
import { positionIn, sealed } from './pages.ts';
import { statementTable } from './statement-table.ts';

type Period = StatementHead['period'];

export const statementOperation: Operations = {
  getAccountStatement(ledger, request) {
    const { limit, basis, ...requested } = request.query;
    const account = ledger.account(request.params['id'] ?? '');
    // A cursor contains the account's version and the time of the first page, so that later movements are on no page.
    const [version, asOf, offset] = (positionIn(request) ?? '').split(' ');
    const now = asOf === undefined ? ledger.clock.now() : new Date(asOf);
    const period = { ...statementPeriod(requested, now), basis };
    const asOfVersion = version ? Number(version) : account.version;
    const all = linesOf(ledger, account.id).filter((line) => line.version <= asOfVersion);
    const opening = positionBefore(all, period.from.getTime(), period.basis);
    const lines = runningOn(opening.balance, linesIn(all, period));
    const { accept } = request;
    if (accept !== 'application/json') {
      return { body: statementTable(lines, account.currency, account.id, accept), mediaType: accept };
    }
    const head = headOf(account, all, { period, asOfVersion, asOfMs: now.getTime() });
    const begin = Number(offset ?? 0);
    const end = begin + limit;
    const place = `${asOfVersion} ${now.toISOString()} ${end}`;
    const nextCursor = lines.length > end ? sealed(place, request) : null;
    return { body: statementView(head, lines.slice(begin, end), nextCursor) };
  },
};

function headOf(
  account: FakeAccount,
  all: readonly Line[],
  { period, asOfVersion, asOfMs }: { period: Period; asOfVersion: number; asOfMs: number },
): StatementHead {
  const changes = linesIn(all, period).map(({ change }) => change);
  const incoming = changes.filter((change) => change > 0);
  const outgoing = changes.filter((change) => change < 0);
  const frame = {
    opening: positionBefore(all, period.from.getTime(), period.basis),
    closing: positionBefore(all, period.to.getTime(), period.basis),
    amountIn: exactSum(...incoming),
    amountOut: exactSum(...outgoing.map((change) => -change)),
    countIn: incoming.length,
    countOut: outgoing.length,
    asOfMs,
    asOfVersion,
  };
  return { accountId: account.id, name: account.name, currency: account.currency, period, frame };
}

/** Returns the lines of the period that moved money, ordered by the time that `basis` selects. */
function linesIn(all: readonly Line[], { from, to, basis }: Period): Line[] {
  const timeOf = (line: Line) => (basis === 'posted' ? line.createdAt : line.effectiveAt).getTime();
  return all
    .filter((line) => line.movesMoney && timeOf(line) >= from.getTime() && timeOf(line) < to.getTime())
    .sort((a, b) => timeOf(a) - timeOf(b) || a.version - b.version);
}

/** Computes the balance after each line, from the opening balance and in the order of the lines. */
function runningOn(opening: ExactInteger, lines: readonly Line[]): Line[] {
  let balanceAfter = opening;
  return lines.map((line) => {
    balanceAfter = exactSum(balanceAfter, line.change);
    return { ...line, balanceAfter };
  });
}
