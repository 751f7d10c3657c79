/**
 * A separate program, because ESLint and Nx do not load in the test runner's module system. It reads samples as JSON from
 * stdin, lints each as if it were that file, and writes the messages about each.
 */
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

export interface Sample {
  path: string;
  code: string;
}

const root = new URL('../../..', import.meta.url).pathname;
process.chdir(root);
// The boundaries rule reads the graph from Nx's cache, and accepts everything when there is none.
await createProjectGraphAsync();

const eslint = new ESLint({ cwd: root, ...(process.argv[2] ? { overrideConfigFile: process.argv[2] } : {}) });
const samples = JSON.parse(await text(process.stdin)) as Sample[];
const answers: string[][] = [];
for (const { path, code } of samples) {
  const results = await eslint.lintText(code, { filePath: path });
  const messages = results.flatMap((result) => result.messages);
  answers.push(messages.map(({ ruleId, messageId, message }) => `${ruleId}: ${messageId ?? message}`));
}
console.log(JSON.stringify(answers));
