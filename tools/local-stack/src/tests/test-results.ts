/** The parts of jest's `--json` report that are counted. */
export type JestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

/** `report` is undefined when the jest process ended without writing one. */
export type Run = { label: string; report: JestReport | undefined };

export type Sum = { passed: number; failed: number; skipped: number; failures: string[] };

/** A run that crashed, or ran no tests, counts as one failure: silence is not success. */
export function sumResults(runs: Run[]): Sum {
  const sum: Sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { label, report } of runs) {
    if (!report) {
      addFailure(sum, `${label}: jest ended without a report`);
      continue;
    }
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    sum.failures.push(...failedTests(label, report));
    for (const name of brokenFiles(report)) addFailure(sum, `${label}: ${name} could not run`);
    if (report.numPassedTests + report.numFailedTests + report.numRuntimeErrorTestSuites === 0) {
      addFailure(sum, `${label}: no test ran`);
    }
  }
  return sum;
}

export function addFailure(sum: Sum, failure: string): void {
  sum.failed += 1;
  sum.failures.push(failure);
}

/** The line that `npm test` promises to end with. */
export function closingLine({ passed, failed }: Sum): string {
  return `${passed} passed, ${failed} failed`;
}

function failedTests(label: string, { testResults }: JestReport): string[] {
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${label}: ${fullName}`),
  );
}

/** Files that threw outside any test: jest has a message for them and no assertion. */
function brokenFiles({ testResults }: JestReport): string[] {
  return testResults
    .filter(({ assertionResults, message }) => assertionResults.length === 0 && message !== '')
    .map(({ name }) => name.split('/').slice(-3).join('/'));
}
