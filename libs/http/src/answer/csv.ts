/** `digits` is a number as text, such as money with its decimals. */
export type CsvValue = string | number | bigint | boolean | null | { digits: string };

/** A table: column names and rows. */
export type CsvTable = {
  columns: readonly string[];
  rows: Iterable<readonly CsvValue[]> | AsyncIterable<readonly CsvValue[]>;
};

export const csvMediaType = 'text/csv; charset=utf-8; header=present';

/**
 * The lines of a table (RFC 4180). `csv-stringify` takes two to four times as long per row of a statement, and needs an
 * option or a cast for each line of this file: line breaks inside a text, types, and formulas in texts only.
 */
export async function* csvLines({ columns, rows }: CsvTable): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const row of rows) yield csvLine(row);
}

const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvCell).join(',')}\r\n`;

/**
 * Spreadsheets execute a text that begins like a formula. A leading apostrophe prevents that. Numbers come from the bank
 * and are not changed, including negative ones.
 */
function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return value.digits;
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
