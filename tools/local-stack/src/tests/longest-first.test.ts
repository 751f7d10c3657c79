import { fromRoot } from '@florin/processes';
import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { longestFirst, longFiles } from './longest-first.ts';

test('long test files begin before all others, the longest first', () => {
  const others = ['libs/rules/src/money.test.ts', 'libs/rules/src/kinds.test.ts'];
  const given = [...others, ...longFiles.toReversed()].map((file) => ({ path: fromRoot(file) }));
  expect(longestFirst(given)).toEqual([...longFiles, ...others].map((file) => ({ path: fromRoot(file) })));
});

test('every long test file exists', () => {
  expect(longFiles.filter((file) => !existsSync(fromRoot(file)))).toEqual([]);
});
