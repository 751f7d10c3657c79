/** The result of one test file. */
export type FileResult = {
  /** Its path in the repository. */
  file: string;
  seconds: number;
  /** What jest printed about failures in it; empty if there were none. */
  message: string;
  tests: { name: string; status: string }[];
};

export type Sum = { passed: number; failed: number; skipped: number; failures: string[] };

/** Says what did not run, and why if the run lacked services; undefined if everything ran. */
export function skippedLine({ skipped }: Sum, lacking: readonly string[]): string | undefined {
  if (skipped === 0) return undefined;
  const count = `${skipped} tests did not run`;
  return lacking.length === 0
    ? count
    : `${count}: they need ${lacking.join(' or ')}, which was not found here`;
}

/** Adds up the results of the expected files. A file without a result or without a test counts as one failure. */
export function sumResults(expected: readonly string[], results: readonly FileResult[]): Sum {
  const sum: Sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { file, message, tests } of results) {
    for (const { name, status } of tests) {
      if (status === 'passed') sum.passed += 1;
      else if (status === 'failed') addFailure(sum, `${file}: ${name}`);
      else sum.skipped += 1;
    }
    if (tests.length === 0) addFailure(sum, `${file}: ${message === '' ? 'no test ran' : 'could not run'}`);
  }
  const finished = new Set(results.map(({ file }) => file));
  for (const file of expected) if (!finished.has(file)) addFailure(sum, `${file}: did not finish`);
  return sum;
}

export function addFailure(sum: Sum, failure: string): void {
  sum.failed += 1;
  sum.failures.push(failure);
}

/** The last line of `npm test`, which programs read. */
export function closingLine({ passed, failed }: Sum): string {
  return `${passed} passed, ${failed} failed`;
}
