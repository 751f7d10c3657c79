import { describe, expect, test } from '@jest/globals';
import type { JestReport } from './test-results.ts';
import { addFailure, closingLine, sumResults } from './test-results.ts';

describe('the sum of all test runs', () => {
  test('adds up what passed, failed and was skipped, and names what failed', () => {
    const one = report({ numPassedTests: 2, numPendingTests: 1 });
    const two = report({
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        {
          name: '/x/a.test.ts',
          message: 'expected 50, got 49',
          assertionResults: [
            { fullName: 'a debit lowers the balance', status: 'failed' },
            { fullName: 'a credit raises it', status: 'passed' },
          ],
        },
      ],
    });
    const sum = sumResults([
      { label: 'ledger unit', report: one },
      { label: 'api integration', report: two },
    ]);
    expect(sum).toEqual({
      passed: 5,
      failed: 1,
      skipped: 1,
      failures: ['api integration: a debit lowers the balance'],
    });
    expect(closingLine(sum)).toBe('5 passed, 1 failed');
  });

  test('counts a jest process that ended without a report as a failure', () => {
    const sum = sumResults([{ label: 'ledger unit', report: undefined }]);
    expect(closingLine(sum)).toBe('0 passed, 1 failed');
  });

  test('counts a file that could not be loaded as a failure', () => {
    const broken = {
      name: '/x/libs/ledger/src/post.test.ts',
      message: 'Cannot find module',
      assertionResults: [],
    };
    const sum = sumResults([
      { label: 'ledger unit', report: report({ numRuntimeErrorTestSuites: 1, testResults: [broken] }) },
    ]);
    expect(sum).toMatchObject({
      failed: 1,
      failures: ['ledger unit: ledger/src/post.test.ts could not run'],
    });
  });

  test('counts a run in which no test ran as a failure', () => {
    const sum = sumResults([{ label: 'ledger unit', report: report({ numPendingTests: 4 }) }]);
    expect(sum).toMatchObject({ failed: 1, failures: ['ledger unit: no test ran'] });
  });

  test('takes further failures that no jest run knows of', () => {
    const sum = sumResults([{ label: 'ledger unit', report: report({ numPassedTests: 1 }) }]);
    addFailure(sum, 'nx ended with exit code 1');
    expect(closingLine(sum)).toBe('1 passed, 1 failed');
  });
});

function report(counts: Partial<JestReport>): JestReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...counts,
  };
}
