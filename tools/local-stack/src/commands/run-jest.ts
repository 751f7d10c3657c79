import { fromRoot, nodeBinary, repositoryRoot, SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { runCommand } from './command.ts';
import { jestCommand } from '../tests/jest-command.ts';
import type { TestKind } from '../tests/packages.ts';
import { testFolders } from '../tests/packages.ts';

/** `run-jest.ts unit @florin/ledger libs/ledger`: what the Nx targets "unit", "integration" and "system" of a package run. */
await runCommand(async ([kind = '', name = '', directory = '', ...flags]) => {
  const folder = testFolders[kind as TestKind];
  if (!folder || !name || !directory)
    throw new SetupProblem('Usage: run-jest.ts unit|integration|system <name> <directory>');
  const results = fromRoot('.local', 'results', name);
  mkdirSync(results, { recursive: true });
  const report = ['--json', `--outputFile=${results}/${kind}.json`];
  // --roots takes every word up to the next flag: the caller's own come after the report's.
  // Nx runs two sets at once; only a set that runs alone uses both cores itself.
  const workers = flags.some((flag) => flag.startsWith('--maxWorkers')) ? [] : ['--maxWorkers=1'];
  const scope = [`--roots=${directory}/${folder}`, ...workers];
  const apart = kind === 'integration' ? ['--testPathIgnorePatterns=/test/system/'] : [];
  const args = [...jestCommand, ...scope, ...apart, ...report];
  const jest = spawn(nodeBinary, [...args, ...flags], { cwd: repositoryRoot, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => jest.once('exit', resolve));
  return code ?? 1;
});
