import { describe, expect, test } from '@jest/globals';
import { parseProcStat, processTree, startOf } from './process-table.ts';

describe('a line of /proc/<pid>/stat', () => {
  test('is read from the last bracket on, because names of programs may hold brackets', () => {
    const fields = ['S', '41', ...Array.from({ length: 17 }, () => '0'), '987654', '0'];
    expect(parseProcStat(`42 (bad) name (x) ${fields.join(' ')}`)).toEqual({
      pid: 42,
      parentPid: 41,
      startedAt: '987654',
    });
  });

  test('of a zombie process means that it has ended', () => {
    const fields = ['Z', '41', ...Array.from({ length: 18 }, () => '0')];
    expect(parseProcStat(`42 (kafka) ${fields.join(' ')}`)).toBeUndefined();
  });
});

test('a process tree holds children and grandchildren only', () => {
  const processes = [
    { pid: 1, parentPid: 0, startedAt: '1' },
    { pid: 10, parentPid: 1, startedAt: '2' },
    { pid: 11, parentPid: 10, startedAt: '3' },
    { pid: 12, parentPid: 11, startedAt: '4' },
    { pid: 20, parentPid: 1, startedAt: '5' },
  ];
  expect(processTree(10, processes)).toEqual([10, 11, 12]);
});

test('this process has a start time, an unused pid has none', () => {
  expect(startOf(process.pid)).toBeDefined();
  expect(startOf(2 ** 22 + 1)).toBeUndefined();
});
