import { describe, expect, test } from '@jest/globals';
import type { FileResult } from './test-results.ts';
import { addFailure, closingLine, skippedLine, sumResults } from './test-results.ts';

const file = 'libs/ledger/test/debit.test.ts';
const other = 'libs/ledger/src/post.test.ts';

describe('the sum of all test files', () => {
  test('adds up what passed, failed and was skipped, and names what failed', () => {
    const results = [
      result(other, [
        { name: 'money adds up', status: 'passed' },
        { name: 'money has a currency', status: 'pending' },
      ]),
      result(file, [
        { name: 'a debit lowers the balance', status: 'failed' },
        { name: 'a credit raises it', status: 'passed' },
      ]),
    ];
    const sum = sumResults([file, other], results);
    expect(sum).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      failures: [`${file}: a debit lowers the balance`],
    });
    expect(closingLine(sum)).toBe('2 passed, 1 failed');
    expect(skippedLine(sum, [])).toBe('1 tests did not run');
    expect(skippedLine(sum, ['Redis', 'Kafka'])).toBe(
      '1 tests did not run: they need Redis or Kafka, which was not found here',
    );
    expect(skippedLine(sumResults([], []), ['Kafka'])).toBeUndefined();
  });

  test('counts a file that jest did not finish as a failure', () => {
    const sum = sumResults([file], []);
    expect(closingLine(sum)).toBe('0 passed, 1 failed');
    expect(sum.failures).toEqual([`${file}: did not finish`]);
  });

  test('counts a file that could not be loaded as a failure', () => {
    const broken = { file, seconds: 1, message: 'Cannot find module', tests: [] };
    expect(sumResults([file], [broken])).toMatchObject({
      failed: 1,
      failures: [`${file}: could not run`],
    });
  });

  test('counts a file in which no test ran as a failure', () => {
    expect(sumResults([file], [result(file, [])])).toMatchObject({
      failed: 1,
      failures: [`${file}: no test ran`],
    });
  });

  test('takes further failures that belong to no file', () => {
    const sum = sumResults([file], [result(file, [{ name: 'a credit raises it', status: 'passed' }])]);
    addFailure(sum, 'jest ended with exit code 1');
    expect(closingLine(sum)).toBe('1 passed, 1 failed');
  });
});

function result(path: string, tests: FileResult['tests']): FileResult {
  return { file: path, seconds: 1, message: '', tests };
}
