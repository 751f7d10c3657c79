import { ESLint } from 'eslint';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from './repository.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs the lint rules that need types; over the whole repository about half a minute on two quiet cores. */
export async function findForgottenPromises(
  directory = root,
  folders = ['apps', 'libs', 'tools', 'loadtests'],
): Promise<Finding[]> {
  const config = fileURLToPath(new URL('./typed-lint.config.js', import.meta.url));
  // The exceptions of eslint.config.js do not apply here.
  const eslint = new ESLint({ cwd: directory, overrideConfigFile: config, allowInlineConfig: false });
  const results = await eslint.lintFiles(folders);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, message }) => `${relative(directory, filePath)}:${line}: ${message}`),
  );
}
