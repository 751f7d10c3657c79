import { stringify } from 'csv-stringify/sync';

/**
 * Lines of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front, except for plain
 * numbers, because references and names come from third parties.
 */
export function csvText(rows: (string | number | null)[][]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : cell))),
    // The library quotes only its own line end.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?$/;

function withoutFormula(cell: string): string {
  return formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
