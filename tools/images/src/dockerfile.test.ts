import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeFile } from './compose-file.ts';
import { copiedPaths, readDockerfile } from './dockerfile.ts';
import { root, packagesNeededBy, unlistedImports } from './packages.ts';

const dockerfiles = globSync('{apps,tools}/*/Dockerfile', { cwd: root }).sort();

/** The tool that migrates all schemas has the migrations of the apps, and none of their code. */
const migrations = 'apps/*/migrations';
const packagesIn = (instructions: ReturnType<typeof lastStage>) =>
  copiedPaths(instructions).filter((path) => path !== migrations);

/** The instructions of the last stage, which is what runs. */
function lastStage(path: string) {
  const instructions = readDockerfile(path);
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
}

describe('the images', () => {
  test('are those that docker-compose.yml builds', () => {
    const built = Object.values(composeFile.services).flatMap(({ build }) =>
      build ? [build.dockerfile] : [],
    );
    expect([...new Set(built)].sort()).toEqual(dockerfiles);
  });

  // `COPY --parents` passes over a path that is not there without a word.
  test.each(dockerfiles)('%s copies only what is there', (path) => {
    const missing = copiedPaths(readDockerfile(path)).filter(
      (pattern) => globSync(pattern, { cwd: root }).length === 0,
    );
    expect(missing).toEqual([]);
  });

  test.each(dockerfiles)('%s holds the packages that it imports, and no others', (path) => {
    const { name } = JSON.parse(readFileSync(join(root, dirname(path), 'package.json'), 'utf8')) as {
      name: string;
    };
    expect(packagesIn(lastStage(path)).sort()).toEqual(packagesNeededBy(name));
    const install = readDockerfile(path).find(({ text }) => text.startsWith('npm ci'));
    expect(install?.text).toBe(`npm ci --workspace=${name} --omit=dev --omit=optional`);
  });

  test.each(dockerfiles)('%s needs no package that a manifest of its packages does not list', (path) => {
    const packages = packagesIn(lastStage(path));
    expect(packages.flatMap((pkg) => unlistedImports(pkg).map((name) => `${pkg} imports ${name}`))).toEqual(
      [],
    );
  });

  test.each(dockerfiles)('%s runs as an ordinary user, a program that is there', (path) => {
    const stage = lastStage(path);
    expect(stage.find(({ name }) => name === 'USER')?.text).toBe('node');
    const [runtime, program] = JSON.parse(stage.find(({ name }) => name === 'CMD')?.text ?? '[]') as string[];
    expect(runtime).toBe('node');
    expect(globSync(program ?? '', { cwd: root })).toEqual([program]);
  });

  test.each(dockerfiles.filter((path) => path.startsWith('apps/')))(
    '%s has a health check of its app',
    (path) => {
      const stage = lastStage(path);
      expect(stage.find(({ name }) => name === 'HEALTHCHECK')?.text).toContain('/health/ready');
      const port = stage.find(({ name }) => name === 'EXPOSE')?.text;
      const app = path.split('/')[1]!;
      expect(composeFile.services[app]?.environment?.['PORT']).toBe(Number(port));
      expect(stage.find(({ name }) => name === 'ENV')?.text).toContain(`PORT=${port}`);
    },
  );

  test('are sent no secret, no data and no test', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
    expect(ignored[0]).toBe('**');
    const sent = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(sent).toEqual([
      'package.json',
      'package-lock.json',
      'apps',
      'libs',
      'tools',
      'loadtests/package.json',
      // What the documentation is built from.
      ...['openapi.yaml', 'ARCHITECTURE.md', 'docs', 'examples/README.md'],
    ]);
    for (const kept of ['**/node_modules', '**/*.test.ts', '**/test']) expect(ignored).toContain(kept);
  });
});
