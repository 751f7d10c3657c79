import { createListCursors, type Handlers } from '@florin/http';
import type { Ledger, Statement, StatementPlace } from '@florin/ledger';
import {
  balanceView,
  boundOf,
  currencyTotalsView,
  lineView,
  pastMoment,
  statementPeriod,
  statementView,
  type AccountLine,
} from '@florin/rules';
import type { FindDeliveries } from '../find-deliveries.ts';
import { cursorOf, seenBy } from '../request-context.ts';
import { localDay } from '../statement/local-time.ts';
import { statementCsv } from '../statement/statement-csv.ts';
import { statementPage, statementPageHeaders } from '../statement/statement-html.ts';
import { positionOf, readPosition } from '../statement/statement-position.ts';
import { timelineView } from '../timeline-view.ts';

type HistoryOperations =
  | 'listAccountTransactions'
  | 'getAccountStatement'
  | 'listBalances'
  | 'getTrialBalance'
  | 'getTransactionTimeline';

/** The operations on account transactions, statements, balances, the trial balance and timelines. */
export function historyHandlers(
  ledger: Ledger,
  cursorSecrets: readonly string[],
  findDeliveries: FindDeliveries,
): Pick<Handlers<'api'>, HistoryOperations> {
  const lineCursors = createListCursors('listAccountTransactions', cursorSecrets);
  const statementCursors = createListCursors('getAccountStatement', cursorSecrets);
  return {
    async listAccountTransactions(request) {
      const { principal, params, query } = request;
      const bound = forAccount(request);
      const [below, before] = lineCursors.open(bound) ?? [];
      const filter = {
        ...(query.created_from && { createdFrom: boundOf(query.created_from) }),
        ...(query.created_to && { createdTo: boundOf(query.created_to) }),
        ...(below && { below: Number(below) }),
        limit: query.limit,
      };
      const seen = seenBy(request, before);
      const page = await ledger.listAccountLines(principal.tenantId, params.id, filter, seen);
      const next_cursor = page.next === undefined ? null : lineCursors.seal(cursorOf(page), bound);
      return { body: { data: page.rows.map(lineView), has_more: next_cursor !== null, next_cursor } };
    },

    async getAccountStatement(request) {
      const { principal, params, query, mediaType } = request;
      const bound = forAccount(request);
      const position = mediaType === 'application/json' ? statementCursors.open(bound) : undefined;
      const page: Partial<ReturnType<typeof readPosition>> = position
        ? readPosition(position, query.basis)
        : {};
      const period = page.period ?? { ...statementPeriod(query, await ledger.now()), basis: query.basis };
      const statement = await ledger.openStatement(principal.tenantId, params.id, period, {
        known: page.frame,
        seen: seenBy(request, page.seen),
      });
      if (mediaType !== 'application/json') return wholeStatement(ledger, statement, mediaType, query);
      const { lines, next } = await ledger.statementLines(statement, page.place, query.limit);
      const cursor = next ? statementCursors.seal(positionOf(statement, next), bound) : null;
      return { body: statementView(statement, lines, cursor) };
    },

    async listBalances({ principal, query, headers }) {
      const { account_id: accountIds, at, basis } = query;
      const now = await ledger.now();
      const moment = at === undefined ? undefined : { at: pastMoment(at, now), basis };
      const asOf = (moment?.at ?? now).toISOString();
      const seen = seenBy({ headers });
      const balances = await ledger.balances(principal.tenantId, accountIds, moment, seen);
      return { body: { data: balances.map((each) => balanceView(each, asOf)) } };
    },

    async getTrialBalance(request) {
      const { asOf, currencies } = await ledger.trialBalance(request.principal.tenantId, seenBy(request));
      return { body: { as_of: asOf.toISOString(), data: currencies.map(currencyTotalsView) } };
    },

    async getTransactionTimeline({ principal, params, requestId, headers }) {
      const timeline = await ledger.timeline(principal.tenantId, params.id, seenBy({ headers }));
      const deliveries = await findDeliveries({ principal, requestId }, params.id);
      return { body: timelineView(timeline, deliveries) };
    },
  };
}

/** Binds a cursor to the account, so that it cannot be used for another account. */
function forAccount<R extends { principal: { tenantId: string }; params: { id: string }; query: object }>(
  request: R,
) {
  return { principal: request.principal, query: { ...request.query, id: request.params.id } };
}

/** The whole statement as a page or a file. `time_zone` is used for the times of the page and the day in the file name. */
function wholeStatement(
  ledger: Ledger,
  statement: Statement,
  mediaType: string,
  { time_zone: timeZone = 'UTC' }: { time_zone?: string },
) {
  const pages = pagesOf(ledger, statement);
  if (mediaType === 'text/html')
    return { html: statementPage(statement, pages, timeZone), headers: statementPageHeaders };
  const name = `statement-${statement.accountId}-${localDay(timeZone)(statement.period.from)}.csv`;
  return {
    csv: statementCsv(statement, pages),
    headers: { 'content-disposition': `attachment; filename="${name}"` },
  };
}

/** With 16 KiB of metadata each, more lines would occupy the event loop for too long when they are read. */
const linesAtOnce = 200;

/** Reads all lines at the speed of the client, without an open transaction in between. */
async function* pagesOf(ledger: Ledger, statement: Statement): AsyncGenerator<AccountLine[]> {
  let place: StatementPlace | undefined;
  do {
    const { lines, next } = await ledger.statementLines(statement, place, linesAtOnce);
    yield lines;
    place = next;
  } while (place !== undefined);
}
