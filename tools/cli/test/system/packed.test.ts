import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createPackedProject, type PackedProject } from '@florin/testing';

jest.setTimeout(180_000);

let project: PackedProject;
beforeAll(() => {
  project = createPackedProject(['cli'], []);
});
afterAll(() => project?.remove());

function florin(...args: string[]) {
  const { directory } = project;
  const env = { PATH: process.env['PATH'], HOME: directory, XDG_CONFIG_HOME: directory };
  return spawnSync(join(directory, 'node_modules/.bin/florin'), args, { encoding: 'utf8', env });
}

test('the packed command line runs in an empty folder, without any other package', () => {
  expect(florin('--help').stdout).toContain('The Florin bank on the command line.');
  expect(florin('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(florin('completion', 'bash').stdout).toContain('complete -o default -F _florin florin');
  expect(florin('__complete', 'accounts', 'cr').stdout).toBe('create\n');
  expect(florin('accounts', 'list')).toMatchObject({
    status: 4,
    stderr: expect.stringContaining('not logged in'),
  });
});
