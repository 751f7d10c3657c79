import { describe, expect, test } from '@jest/globals';
import { csvLines, type CsvTable } from './answer/csv.ts';

async function text(table: CsvTable): Promise<string> {
  let whole = '';
  for await (const line of csvLines(table)) whole += line;
  return whole;
}

const cell = async (value: CsvTable['columns'][number] | number | bigint | boolean | null) =>
  (await text({ columns: ['a'], rows: [[value]] })).split('\r\n').slice(1, -1).join('\r\n');

describe('a table as CSV', () => {
  test('begins with its columns, and every line ends with CRLF (RFC 4180)', async () => {
    const rows = [
      [1, 'x'],
      [-2n, null],
    ];
    expect(await text({ columns: ['n', 't'], rows })).toBe('n,t\r\n1,x\r\n-2,\r\n');
    expect(await text({ columns: ['n'], rows: [] })).toBe('n\r\n');
  });

  test('quotes values that contain delimiters or line breaks', async () => {
    expect(await cell('a,b')).toBe('"a,b"');
    expect(await cell('say "hi"')).toBe('"say ""hi"""');
    expect(await cell('two\r\nlines')).toBe('"two\r\nlines"');
    expect(await cell('ünï💰')).toBe('ünï💰');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'never lets the text %j be taken for a formula',
    async (formula) => {
      expect(await cell(formula)).toMatch(/^"?'/);
    },
  );

  test('does not change numbers, also beyond 2^53', async () => {
    expect(await cell(-1)).toBe('-1');
    expect(await cell(2n ** 64n)).toBe('18446744073709551616');
    expect(await cell(true)).toBe('true');
  });
});
