import { statementCells, statementColumns, type AccountLine } from '@florin/rules';

type Cell = ReturnType<typeof statementCells>[number];

/**
 * Returns a whole statement as CSV (RFC 4180) with the bank's columns, or as a simple HTML page with the same table.
 */
export function statementTable(
  lines: readonly AccountLine[],
  currency: string,
  accountId: string,
  mediaType: string,
): string {
  const rows: (readonly Cell[])[] = [
    statementColumns,
    ...lines.map((line) => statementCells(line, currency)),
  ];
  if (mediaType === 'text/csv') return csvOf(rows);
  const tableRows = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
  return `<!doctype html><title>Statement of ${accountId}</title><table>${tableRows.join('')}</table>`;
}

/** Returns rows as CSV (RFC 4180). */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

/** Puts an apostrophe before text that begins like a formula, so that no spreadsheet runs it. */
function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return textOf(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function escaped(cell: Cell): string {
  return textOf(cell).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.digits : String(cell);
}
