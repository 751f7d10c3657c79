import { describe, expect, test } from '@jest/globals';
import { paintFor } from './colours.ts';
import { progressLine } from './progress.ts';
import { fieldLines, tableOf, type Column } from './table.ts';
import { widthOf } from './width.ts';

type Row = { name: string; sum: number | null };
const columns: Column<Row>[] = [
  { name: 'name', of: ({ name }) => name },
  { name: 'sum', right: true, of: ({ sum }) => sum },
  { name: 'note', onlyAlone: true, of: ({ sum }) => (sum === null ? null : 'set') },
];
const plain = paintFor({ isTTY: false }, {});
const tableLines = <T>(...args: Parameters<typeof tableOf<T>>) => tableOf<T>(...args).lines;

describe('tables', () => {
  test('are aligned, numbers at the right, also beside signs of double width', () => {
    const rows = [
      { name: 'Ada', sum: 5 },
      { name: '口座', sum: 1_000 },
      { name: 'empty', sum: null },
    ];
    expect(tableLines(columns, rows, plain)).toEqual([
      'name    sum',
      'Ada       5',
      '口座   1000',
      'empty     -',
    ]);
  });

  test('one object is a list of what is set', () => {
    expect(fieldLines(columns, { name: 'Ada', sum: 5 }, plain)).toEqual([
      'name  Ada',
      'sum   5',
      'note  set',
    ]);
    expect(fieldLines(columns, { name: 'Ada', sum: null }, plain)).toEqual(['name  Ada']);
  });

  const wide: Column<Row>[] = [
    { name: 'id', of: () => 'acct_01m819eke0e209k3gghyc4dkah' },
    { name: 'name', words: true, of: ({ name }) => name },
    { name: 'sum', right: true, of: ({ sum }) => sum },
  ];
  const rows = [
    { name: 'Ada Lovelace and daughters', sum: 5 },
    { name: '口座口座口座口座口座口座', sum: 1_000 },
  ];

  test('fit the terminal: words are shortened, ids and sums are not', () => {
    expect(tableLines(wide, rows, plain, { terminalWidth: 60 })).toEqual([
      `id${' '.repeat(31)}name                    sum`,
      'acct_01m819eke0e209k3gghyc4dkah  Ada Lovelace and dau…     5',
      'acct_01m819eke0e209k3gghyc4dkah  口座口座口座口座口座…  1000',
    ]);
    for (const terminalWidth of [50, 52, 60, 80]) {
      for (const line of tableLines(wide, rows, plain, { terminalWidth }))
        expect(widthOf(line)).toBeLessThanOrEqual(terminalWidth);
    }
    expect(tableLines(wide, rows, plain)[1]).toContain('Ada Lovelace and daughters');
  });

  test('columns that can be spared are left out and named, the last one first', () => {
    const columns = wide.map((column) => (column.name === 'id' ? column : { ...column, spare: true }));
    expect(tableOf(columns, rows, plain, { terminalWidth: 45 })).toEqual({
      lines: [
        `id${' '.repeat(31)}name`,
        'acct_01m819eke0e209k3gghyc4dkah  Ada Lovelac…',
        'acct_01m819eke0e209k3gghyc4dkah  口座口座口…',
      ],
      leftOut: ['sum'],
    });
    expect(tableOf(columns, rows, plain, { terminalWidth: 35 }).leftOut).toEqual(['name', 'sum']);
  });

  test('a terminal that is too narrow for one shows each row as a list of its fields, whole', () => {
    expect(tableLines(wide, rows, plain, { terminalWidth: 40 })).toEqual([
      'id    acct_01m819eke0e209k3gghyc4dkah',
      'name  Ada Lovelace and daughters',
      'sum   5',
      '',
      'id    acct_01m819eke0e209k3gghyc4dkah',
      'name  口座口座口座口座口座口座',
      'sum   1000',
    ]);
  });

  test('times are relative on a terminal, in the largest unit that fits', () => {
    const timed: Column<string>[] = [{ name: 'at', time: true, of: (time) => time }];
    const nowMs = Date.parse('2026-11-30T12:00:00Z');
    const times = [
      '2026-11-30T12:00:00Z',
      '2026-11-30T11:58:01Z',
      '2026-11-27T12:00:00Z',
      '2026-11-30T15:00:00Z',
    ];
    const { lines } = tableOf(timed, times, plain, { nowMs });
    expect(lines).toEqual(['at', '0s ago', '1m ago', '3d ago', 'in 3h']);
    expect(tableLines(timed, times, plain)[1]).toBe('2026-11-30T12:00:00Z');
  });

  test('a name cannot paint over the screen', () => {
    const [, line] = tableLines(columns, [{ name: '\u001b[2Jgone\u202e', sum: 1 }], plain);
    expect(line).toContain('\u{FFFD}[2Jgone\u{FFFD}');
  });
});

describe('colours', () => {
  test('are there on a terminal, unless somebody wants none', () => {
    expect(paintFor({ isTTY: true }, {})('bad', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })('bad', 'x')).toBe('x');
    expect(paintFor({ isTTY: true }, { TERM: 'dumb' })('bad', 'x')).toBe('x');
    expect(paintFor({}, {})('bad', 'x')).toBe('x');
  });
});

test('progress says how far it is, how fast, and how long it will take', () => {
  expect(progressLine(3_000, 9_000, 'movements', 1_000)).toBe(
    '[##########                    ]  33 %  3,000 of 9,000 movements, 1,000/s, 6 s left',
  );
  expect(progressLine(0, 0, 'rows', 0)).toContain('100 %');
  expect(progressLine(1_234, undefined, 'rows', 10)).toBe('1,234 rows, 10/s');
});
