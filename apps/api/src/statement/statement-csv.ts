import type { CsvTable, CsvValue } from '@florin/http';
import { formatMoney } from '@florin/rules';
import type { AccountLine, ExactInteger, Statement } from '@florin/ledger';

const columns = [
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
];

/** The statement as a table with a row for each movement. The HTTP server escapes texts; numbers stay numbers. */
export function statementCsv({ currency }: Statement, pages: AsyncIterable<AccountLine[]>): CsvTable {
  return { columns, rows: rowsOf(pages, currency) };
}

async function* rowsOf(pages: AsyncIterable<AccountLine[]>, currency: string): AsyncGenerator<CsvValue[]> {
  for await (const lines of pages) for (const line of lines) yield cellsOf(line, currency);
}

function cellsOf(line: AccountLine, currency: string): CsvValue[] {
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
    decimal(line.change, currency),
    decimal(line.balanceAfter, currency),
    currency,
  ];
}

function decimal(amount: ExactInteger, currency: string): CsvValue {
  return { digits: formatMoney(amount, currency).slice(0, -currency.length - 1) };
}
