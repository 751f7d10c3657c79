import { minorUnitDigits } from '@florin/events';
import type { components } from '@florin/http';
import type { AccountLine, Statement } from '@florin/ledger';
import { lineView } from '../line-view.ts';

/** A page of a statement as the contract shows it. */
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
    opening: frame.opening,
    closing: frame.closing,
    total_in: frame.amountIn,
    total_out: frame.amountOut,
    count_in: frame.countIn,
    count_out: frame.countOut,
    as_of: new Date(frame.asOfMs).toISOString(),
    as_of_version: frame.asOfVersion,
    data: lines.map(lineView),
    has_more: nextCursor !== null,
    next_cursor: nextCursor,
  };
}
