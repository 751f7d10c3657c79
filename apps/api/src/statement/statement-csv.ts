import type { CsvTable, CsvValue } from '@florin/http';
import { statementCells, statementColumns, type AccountLine } from '@florin/rules';
import type { Statement } from '@florin/ledger';

/** The statement as a table with a row for each movement. The HTTP server escapes texts; numbers stay numbers. */
export function statementCsv({ currency }: Statement, pages: AsyncIterable<AccountLine[]>): CsvTable {
  return { columns: statementColumns, rows: rowsOf(pages, currency) };
}

async function* rowsOf(pages: AsyncIterable<AccountLine[]>, currency: string): AsyncGenerator<CsvValue[]> {
  for await (const lines of pages) for (const line of lines) yield statementCells(line, currency);
}
