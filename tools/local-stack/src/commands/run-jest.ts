import { fromRoot, nodeBinary, repositoryRoot, SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { runCommand } from './command.ts';
import { jestCommand } from '../tests/jest-command.ts';
import { testFolders, testKindOf } from '../tests/packages.ts';

/** `run-jest.ts unit @florin/ledger libs/ledger`: what the Nx targets "unit", "integration" and "system" of a package run. */
await runCommand(async ([kindName = '', name = '', directory = '', ...flags]) => {
  const kind = testKindOf(kindName);
  if (!kind || !name || !directory)
    throw new SetupProblem('Usage: run-jest.ts unit|integration|system <name> <directory>');
  const results = fromRoot('.local', 'results', name);
  mkdirSync(results, { recursive: true });
  const report = ['--json', `--outputFile=${results}/${kind}.json`];
  // --roots takes every word up to the next flag: the caller's own come after the report's.
  // Nx runs two sets at once; only a set that runs alone uses both cores itself.
  const workers = flags.some((flag) => flag.startsWith('--maxWorkers')) ? [] : ['--maxWorkers=1'];
  const scope = [`--roots=${directory}/${testFolders[kind]}`, ...workers];
  const apart = kind === 'integration' ? ['--testPathIgnorePatterns=/test/system/'] : [];
  const args = [...jestCommand, ...scope, ...apart, ...report];
  const jest = spawn(nodeBinary, [...args, ...flags], { cwd: repositoryRoot, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => jest.once('exit', resolve));
  return code ?? 1;
});
