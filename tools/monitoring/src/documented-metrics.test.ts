import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { repositoryRoot, fromRoot } from '@florin/processes';
import { expect, test } from '@jest/globals';
import { documentedMetrics } from './documented-metrics.ts';

/** The names that the code of apps and libs gives to metrics. */
function namesInCode(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'apps/*/src/*.ts', 'libs/*/src/*.ts'],
    {
      cwd: repositoryRoot,
      encoding: 'utf8',
    },
  );
  const files = listed.split('\n').filter((file) => !/\.test\.ts$|\/generated\//.test(file) && file !== '');
  const metric =
    /'(florin_(?!api|worker|fraud'|notifications'|analytics'|owner|manages|reads)[a-z]+_[a-z_]+)'/g;
  const found = files.flatMap((file) => {
    const text = readFileSync(fromRoot(file), 'utf8');
    return /metrics?\b/i.test(text) ? [...text.matchAll(metric)].map(([, name = '']) => name) : [];
  });
  return [...new Set(found)].sort();
}

test('the page of the metrics lists each metric of the code, and no other', () => {
  const documented = documentedMetrics().map(({ name }) => name);
  expect(documented.length).toBeGreaterThan(60);
  expect([...documented].sort()).toEqual(namesInCode());
});
