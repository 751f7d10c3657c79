import { decimalText, minorUnitDigits } from '@florin/rules';
import type { Line } from './account-lines.ts';

type Cell = string | number | bigint | null;

const columns = [
  ...['created_at', 'effective_at', 'transaction_id', 'type', 'direction', 'counterparty_account_id'],
  ...['reference', 'description', 'amount_minor', 'balance_minor', 'amount', 'balance', 'currency'],
];

/**
 * Returns a whole statement as CSV (RFC 4180) with the bank's columns, or as a simple HTML page with the same table.
 */
export function statementTable(
  lines: readonly Line[],
  currency: string,
  accountId: string,
  mediaType: string,
): string {
  const rows = [columns, ...lines.map((line) => rowOf(line, currency))];
  if (mediaType === 'text/csv') return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  const tableRows = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
  return `<!doctype html><title>Statement of ${accountId}</title><table>${tableRows.join('')}</table>`;
}

function rowOf(line: Line, currency: string): Cell[] {
  const { created_at, effective_at, transaction_id, type, direction, counterparty_account_id } = line;
  const { reference, description, balance_change, balance_after } = line;
  const exponent = minorUnitDigits(currency);
  return [
    ...[created_at, effective_at, transaction_id, type, direction, counterparty_account_id],
    ...[reference, description, balance_change, balance_after],
    ...[decimalText(balance_change, exponent), decimalText(balance_after, exponent), currency],
  ];
}

/** Puts an apostrophe before text that begins like a formula, so that no spreadsheet runs it. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const isNumber = typeof cell !== 'string' || /^-?[\d.]+$/.test(cell);
  const text = !isNumber && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function escaped(cell: Cell): string {
  return String(cell ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
