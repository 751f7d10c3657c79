import { repositoryRoot } from '@florin/processes';
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { FileResult } from './test-results.ts';

type JestResult = {
  failureMessage?: string | null;
  perfStats: { runtime: number };
  testResults: { fullName: string; status: string }[];
};

/**
 * A reporter for jest. It writes the result of each file as a line of JSON to TEST_RESULTS as soon as the file is done:
 * jest's own report comes at the end, and is lost when a run is ended because a test hangs.
 */
class FileReporter {
  onTestFileResult({ path }: { path: string }, result: JestResult): void {
    const line: FileResult = {
      file: relative(repositoryRoot, path),
      seconds: Math.round(result.perfStats.runtime / 100) / 10,
      message: result.failureMessage ?? '',
      tests: result.testResults.map(({ fullName, status }) => ({ name: fullName, status })),
    };
    appendFileSync(process.env['TEST_RESULTS'] ?? '', `${JSON.stringify(line)}\n`);
  }
}

/** @public Jest creates reporters by their default export. */
// eslint-disable-next-line no-restricted-exports
export default FileReporter;
