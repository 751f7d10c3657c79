import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from './index.ts';

const root = new URL('../../../', import.meta.url).pathname;
let copy: string;
let paths: string[];
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'florin-generate-'));
  await cp(join(root, 'openapi.yaml'), join(copy, 'openapi.yaml'));
  for (const guides of ['docs/guides', 'docs/events.md', 'docs/glossary.md'])
    await cp(join(root, guides), join(copy, guides), { recursive: true });
  await mkdir(join(copy, 'docs/errors'));
  await writeFile(join(copy, 'docs/errors/gone.md'), 'gone');
  paths = await generate(copy);
});
afterAll(() => rm(copy, { recursive: true }));

describe('what is generated', () => {
  test('equals the committed files', async () => {
    expect(paths).toContain('libs/sdk/src/generated/openapi.ts');
    for (const path of paths) {
      const [ours, fresh] = await Promise.all([root, copy].map((base) => readFile(join(base, path), 'utf8')));
      expect({ path, isFresh: ours === fresh }).toEqual({ path, isFresh: true });
    }
  });

  test('says so in its first line, or as its description where it is JSON', async () => {
    for (const path of paths) {
      const text = await readFile(join(copy, path), 'utf8');
      expect(path.endsWith('.json') ? JSON.parse(text).description : text.split('\n')[0]).toMatch(
        /Generated from (openapi\.yaml|libs\/events|docs\/guides|tools\/monitoring\/src) by `npm run generate`, do not edit\./,
      );
    }
  });

  test('does not include the page of a former error code', async () => {
    await expect(readFile(join(copy, 'docs/errors/gone.md'))).rejects.toThrow('ENOENT');
  });

  test('follows the contract', async () => {
    const contract = await readFile(join(copy, 'openapi.yaml'), 'utf8');
    await writeFile(
      join(copy, 'openapi.yaml'),
      contract.replace('operationId: getAccount\n', 'operationId: fetchAccount\n'),
    );
    await generate(copy);
    const services = await readFile(join(copy, 'libs/http/src/generated/services.ts'), 'utf8');
    expect(services).toContain("'fetchAccount'");
    expect(services).not.toContain("'getAccount'");
  });
});
