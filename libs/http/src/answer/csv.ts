/** `digits` is a number that is written by hand, such as money with its decimals. */
export type CsvValue = string | number | bigint | boolean | null | { digits: string };

/** A table for people's spreadsheets: the names of its columns, then its rows as they come. */
export type CsvTable = {
  columns: readonly string[];
  rows: Iterable<readonly CsvValue[]> | AsyncIterable<readonly CsvValue[]>;
};

export const csvMediaType = 'text/csv; charset=utf-8; header=present';

/** The lines of a table as RFC 4180 wants them. */
export async function* csvLines({ columns, rows }: CsvTable): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const row of rows) yield csvLine(row);
}

const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvCell).join(',')}\r\n`;

/**
 * Spreadsheets take a text that begins like a formula for one, and run it: an apostrophe in front keeps it a text.
 * Numbers are ours and stay as they are, negative ones too.
 */
function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return value.digits;
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
