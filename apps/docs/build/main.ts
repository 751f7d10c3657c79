import { buildDocs } from './docs-build.ts';

// npm start and tests run it each time: it takes milliseconds when nothing has changed.
const outcome = await buildDocs();
process.stdout.write(
  outcome === 'built' ? 'the documentation is built\n' : 'the documentation is up to date\n',
);
