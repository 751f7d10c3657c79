import { exact, type components } from '@florin/http';
import type { AccountLine, Position, Statement } from '@florin/ledger';
import { minorUnitDigits } from '@florin/rules';
import { lineView } from '../line-view.ts';

/** Formats a page of a statement as in the HTTP contract. */
export function statementView(
  { accountId, name, currency, period, frame }: Statement,
  lines: readonly AccountLine[],
  nextCursor: string | null,
): components['schemas']['Statement'] {
  return {
    account_id: accountId,
    account_name: name,
    currency,
    currency_exponent: minorUnitDigits(currency),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    basis: period.basis,
    opening: positionView(frame.opening),
    closing: positionView(frame.closing),
    ...exact('total_in', frame.amountIn),
    ...exact('total_out', frame.amountOut),
    count_in: frame.countIn,
    count_out: frame.countOut,
    as_of: new Date(frame.asOfMs).toISOString(),
    as_of_version: frame.asOfVersion,
    data: lines.map(lineView),
    has_more: nextCursor !== null,
    next_cursor: nextCursor,
  };
}

function positionView({ balance, held, version }: Position): components['schemas']['StatementBalance'] {
  return { ...exact('balance', balance), held, version };
}
