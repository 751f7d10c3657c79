import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(180_000);

const root = join(import.meta.dirname, '..', '..', '..');
/** What the two packages depend on; packed from node_modules, so that no registry is needed. */
const dependencies = [
  'commander',
  'csv-parse',
  'csv-stringify',
  'openapi-fetch',
  'openapi-typescript-helpers',
];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-packed-cli-'));
  const npm = (...args: string[]) => execFileSync('npm', args, { cwd: directory, encoding: 'utf8' });
  const built = { sdk: join(directory, 'built-sdk'), cli: join(directory, 'built-cli') };
  execFileSync(process.execPath, [join(root, 'tools/sdk-package/src/build.ts'), built.sdk]);
  execFileSync(process.execPath, [join(root, 'tools/cli/src/packaging/build.ts'), built.cli]);
  const folders = dependencies.map((name) => join(root, 'node_modules', name));
  const packages = [built.sdk, built.cli, ...folders];
  const packed = JSON.parse(npm('pack', '--json', '--ignore-scripts', ...packages)) as { filename: string }[];
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'stranger', private: true }));
  const tarballs = packed.map(({ filename }) => `./${filename}`);
  npm('install', '--offline', '--no-audit', '--no-fund', ...tarballs);
}, 180_000);
afterAll(() => rmSync(directory, { recursive: true }));

function florin(...args: string[]) {
  const env = { PATH: process.env['PATH'], HOME: directory, XDG_CONFIG_HOME: directory };
  return spawnSync(join(directory, 'node_modules/.bin/florin'), args, { encoding: 'utf8', env });
}

test('the packed command line runs in an empty folder, with the packed SDK', () => {
  expect(florin('--help').stdout).toContain('The Florin bank on the command line.');
  expect(florin('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(florin('completion', 'bash').stdout).toContain('complete -o default -F _florin florin');
  expect(florin('__complete', 'accounts', 'cr').stdout).toBe('create\n');
  expect(florin('accounts', 'list')).toMatchObject({
    status: 4,
    stderr: expect.stringContaining('not logged in'),
  });
});
