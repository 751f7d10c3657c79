import { decimalText } from './currencies.ts';
import { minorUnitDigits } from './money.ts';
import type { AccountLine, Position, StatementHead } from './snapshots.ts';
import { exact, metadataView } from './views.ts';

/** A movement from one account's side. */
export function lineView(line: AccountLine) {
  return {
    transaction_id: line.transactionId,
    type: line.type,
    direction: line.direction,
    amount: line.amount,
    balance_change: line.change,
    ...exact('balance_after', line.balanceAfter),
    held_after: line.heldAfter,
    account_version: line.version,
    counterparty_account_id: line.counterpartyAccountId,
    reference: line.reference,
    description: line.description,
    metadata: metadataView(line.metadata),
    effective_at: line.effectiveAt.toISOString(),
    created_at: line.createdAt.toISOString(),
  };
}

/** A page of a statement. */
export function statementView(
  { accountId, name, currency, period, frame }: StatementHead,
  lines: readonly AccountLine[],
  nextCursor: string | null,
) {
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

function positionView({ balance, held, version }: Position) {
  return { ...exact('balance', balance), held, version };
}

/** The columns of a statement as a table. */
export const statementColumns = [
  'created_at',
  'effective_at',
  'transaction_id',
  'type',
  'direction',
  'counterparty_account_id',
  'reference',
  'description',
  'amount_minor',
  'balance_minor',
  'amount',
  'balance',
  'currency',
] as const;

/** The cells of a movement in a statement as a table; `digits` is a number as text. */
export function statementCells(line: AccountLine, currency: string) {
  const decimals = minorUnitDigits(currency);
  return [
    line.createdAt.toISOString(),
    line.effectiveAt.toISOString(),
    line.transactionId,
    line.type,
    line.direction,
    line.counterpartyAccountId,
    line.reference,
    line.description,
    line.change,
    line.balanceAfter,
    { digits: decimalText(line.change, decimals) },
    { digits: decimalText(line.balanceAfter, decimals) },
    currency,
  ];
}

/**
 * The exact totals of one currency in minor units. `customers` is the sum of the customers' balances, and `outside` the
 * balance of the external account by the transactions. Together they are 0.
 */
export type CurrencyTotals = {
  currency: string;
  customers: bigint;
  outside: bigint;
  accounts: number;
  transactions: number;
};

/** What the tenant's accounts and its external account hold in one currency. Together they are 0. */
export function currencyTotalsView({ currency, customers, outside, accounts, transactions }: CurrencyTotals) {
  return {
    currency,
    accounts,
    transactions,
    currency_exponent: minorUnitDigits(currency),
    ...exact('customers', customers),
    ...exact('outside', outside),
    ...exact('difference', customers + outside),
  };
}
