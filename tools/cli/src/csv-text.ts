import { stringify } from 'csv-stringify/sync';

/**
 * Lines of CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, except for
 * plain numbers: references and names come from anybody.
 */
export function csvText(rows: (string | number | null)[][]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : cell))),
    // The library minds its own line end only.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?$/;

function withoutFormula(cell: string): string {
  return formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
