import { buildConsole } from './console-build.ts';

// npm start and tests run it each time: it takes milliseconds when nothing has changed.
const outcome = await buildConsole();
process.stdout.write(outcome === 'built' ? 'the console is built\n' : 'the console is up to date\n');
