import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildOnce, type Site } from './index.ts';

let root: string;
let site: Site;
let builds: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'florin-site-build-'));
  builds = 0;
  writeFileSync(join(root, 'page.md'), 'first');
  site = {
    root,
    dist: join(root, 'dist'),
    sources: ['*.md'],
    build: async (draft) => {
      builds += 1;
      mkdirSync(draft, { recursive: true });
      writeFileSync(join(draft, 'index.html'), readFileSync(join(root, 'page.md')));
    },
  };
});

afterEach(() => rmSync(root, { recursive: true }));

const current = (file: string) => readFileSync(join(root, 'dist/current', file));

describe('a site', () => {
  test('is built once for each state of its sources, and keeps one build', async () => {
    expect(await buildOnce(site)).toBe('built');
    expect(await buildOnce(site)).toBe('unchanged');
    writeFileSync(join(root, 'page.md'), 'second');
    expect(await buildOnce(site)).toBe('built');
    expect([builds, current('index.html').toString()]).toEqual([2, 'second']);
    expect(readdirSync(join(root, 'dist'))).toHaveLength(2);
  });

  test('is not built again because of a test or of a file that is not its source', async () => {
    await buildOnce(site);
    writeFileSync(join(root, 'page.test.ts'), '');
    expect(await buildOnce({ ...site, sources: ['*.md', '*.ts'] })).toBe('unchanged');
  });

  test('has its files compressed beside them', async () => {
    await buildOnce(site);
    expect(gunzipSync(current('index.html.gz')).toString()).toBe('first');
    expect(existsSync(join(root, 'dist/current/index.html.br'))).toBe(true);
  });

  test('keeps the former build when a build fails', async () => {
    await buildOnce(site);
    writeFileSync(join(root, 'page.md'), 'second');
    const failing = { ...site, build: () => Promise.reject(new Error('broken')) };
    await expect(buildOnce(failing)).rejects.toThrow('broken');
    expect(current('index.html').toString()).toBe('first');
    expect(await buildOnce(site)).toBe('built');
  });
});
