import { stringify } from 'csv-stringify/sync';
import type { Answer, Row } from './command.ts';

/** One row as a list of its fields, several as a table. */
export function asText({ rows, remark, lines }: Answer): string {
  if (lines) return lines.join('\n');
  const [first, ...others] = rows;
  const body = first ? (others.length === 0 ? fields(first) : table(first, rows)) : 'There are none.';
  return remark ? `${body}\n${remark}` : body;
}

/** The rows as JSON: one as an object, several as an array, as the command promises. */
export function asJson({ rows }: Answer, many: boolean): string {
  return JSON.stringify(many ? rows : rows[0], null, 2);
}

/** All pages as CSV with the names of the fields first. `write` ends each line, as on every standard output. No cell is a formula to a spreadsheet. */
export async function writeCsv(first: Answer, write: (text: string) => void): Promise<void> {
  const names = Object.keys(first.rows[0] ?? {});
  const csvOf = (lines: (string | null | undefined)[][]) =>
    stringify(lines, { quoted_match: /\r/, escape_formulas: true, eof: false });
  write(csvOf([names]));
  for (let page: Answer | undefined = first; page !== undefined; page = await page.next?.())
    if (page.rows.length > 0) write(csvOf(page.rows.map((row) => names.map((name) => row[name]))));
}

function fields(row: Row): string {
  const width = widest(Object.keys(row));
  return Object.entries(row)
    .map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`)
    .join('\n');
}

function table(first: Row, rows: Row[]): string {
  const names = Object.keys(first);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? '-'))];
  const widths = names.map((_name, column) => widest(lines.map((line) => line[column] ?? '')));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function widest(texts: string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
