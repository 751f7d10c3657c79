import { expect, test } from '@jest/globals';
import { failureLine } from './failure-line.ts';

test.each([
  [
    'an app that Node could not load',
    `node:internal/modules/cjs/loader:1568
  throw err;
  ^

Error: Cannot find module '/florin/apps/worker/src/main.ts'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1564:15) {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v24.21.0
`,
    "Error: Cannot find module '/florin/apps/worker/src/main.ts'",
  ],
  [
    'an app that refused its configuration',
    `${JSON.stringify({ level: 60, name: 'api', msg: 'could not start: the configuration is wrong:\n  - INTERNAL_TOKEN is missing' })}\n`,
    'api could not start: the configuration is wrong: - INTERNAL_TOKEN is missing',
  ],
  [
    'a Redis whose port was taken',
    '* monotonic clock: POSIX\n# Warning: Could not create server TCP listening socket *:6379: bind: Address already in use\n# Failed listening on port 6379 (TCP), aborting.\n',
    '# Warning: Could not create server TCP listening socket *:6379: bind: Address already in use',
  ],
  ['a program that said one thing', 'bye\n', 'bye'],
  ['a program that said nothing', '', 'it wrote nothing'],
])('shows why it ended: %s', (_, log, line) => {
  expect(failureLine(log)).toBe(line);
});
