import { repositoryRoot } from '@florin/processes';
import type sequencer from '@jest/test-sequencer';
import { createRequire } from 'node:module';
import { relative } from 'node:path';

/** Its types are those of the CommonJS module, whose default export an ES module imports otherwise. */
const { default: Sequencer }: typeof sequencer = createRequire(import.meta.url)('@jest/test-sequencer');
type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/**
 * The test files that took more than two minutes of CI, longest first, as `npm run test:system` says in the end. A long file that
 * begins last runs alone, while the machine's other cores idle: once it did for 280 s.
 */
export const longFiles = [
  'tools/foreign-clients/test/system/schemathesis.test.ts',
  'apps/docs/test/system/site.test.ts',
  'tools/documents/test/system/documents.test.ts',
  'tools/local-stack/test/system/both-forms.test.ts',
  'tools/admin/test/system/move-events.test.ts',
  'apps/api/test/system/list-plans.test.ts',
  'tools/admin/test/system/move-tenant.test.ts',
];

/** Puts the long files first. The others stay in the order in which they are given. */
export function longestFirst<Test extends { path: string }>(tests: readonly Test[]): Test[] {
  const place = ({ path }: Test) => {
    const index = longFiles.indexOf(relative(repositoryRoot, path));
    return index === -1 ? longFiles.length : index;
  };
  return tests.toSorted((one, other) => place(one) - place(other));
}

/** Jest knows how long a file took only where it has run before, and otherwise goes by the sizes of the files. */
class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    return longestFirst(await super.sort(tests));
  }
}

/** @public Jest takes a sequencer by its default export. */
// eslint-disable-next-line no-restricted-exports
export default LongestFirst;
