import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asyncApiDocument } from '@florin/events';
import { problemCodes } from '@florin/http';
import { generate } from './index.ts';

type EventsContract = {
  channels: Record<string, { address: string }>;
  components: { schemas: Record<string, { properties?: object }> };
};

const root = new URL('../../../', import.meta.url).pathname;
let copy: string;
let paths: string[];
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'florin-generate-'));
  await cp(join(root, 'openapi.yaml'), join(copy, 'openapi.yaml'));
  for (const folder of ['docs/errors', 'docs/events']) {
    await mkdir(join(copy, folder), { recursive: true });
    await writeFile(join(copy, folder, 'gone.md'), 'gone');
  }
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
        /Generated from (openapi\.yaml|libs\/events|tools\/monitoring\/src) by `npm run generate`, do not edit\./,
      );
    }
  });

  test('does not include the page of a former error code or event', async () => {
    for (const folder of ['docs/errors', 'docs/events'])
      await expect(readFile(join(copy, folder, 'gone.md'))).rejects.toThrow('ENOENT');
  });

  test('has a page for the type of every problem, and for every event with all its fields', async () => {
    for (const code of Object.keys(problemCodes)) expect(paths).toContain(`docs/errors/${code}.md`);
    const { channels, components } = asyncApiDocument() as EventsContract;
    const index = await readFile(join(copy, 'docs/events/README.md'), 'utf8');
    for (const { address } of Object.values(channels)) expect(index).toContain(`\`${address}\``);
    for (const [name, { properties = {} }] of Object.entries(components.schemas)) {
      expect(index).toContain(`](${name}.md)`);
      const page = await readFile(join(copy, `docs/events/${name}.md`), 'utf8');
      for (const field of Object.keys(properties)) expect(page).toContain(`\`${field}\``);
    }
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
