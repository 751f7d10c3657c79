import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rollup, type Plugin } from '@rollup/wasm-node';
import { minifySync } from '@swc/core';
import type { PackedProject } from '@florin/testing';
import { createSdkProject } from '../sdk-project.ts';

let project: PackedProject;
beforeAll(() => {
  project = createSdkProject();
}, 240_000);
afterAll(() => project?.remove());

/** Finds packages as a bundler for browsers does: by `exports`, for `import`. */
function fromProject(entry: string): Plugin {
  const modules = join(project.directory, 'node_modules');
  return {
    name: 'from-project',
    resolveId(source, importer) {
      if (source === 'entry') return source;
      if (source.startsWith('.')) return join(importer!, '..', source);
      const name = source.startsWith('@') ? source.split('/').slice(0, 2).join('/') : source.split('/')[0]!;
      const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
      const target = manifest.exports[`.${source.slice(name.length)}`].import;
      const path = join(modules, name, typeof target === 'string' ? target : target.default);
      return { id: path, moduleSideEffects: manifest.sideEffects !== false };
    },
    load: (id) => (id === 'entry' ? entry : null),
  };
}

async function bundle(entry: string, format: 'es' | 'iife' = 'es') {
  const built = await rollup({ input: 'entry', plugins: [fromProject(entry)], logLevel: 'silent' });
  const { output } = await built.generate({ format, name: 'bundle' });
  expect(output[0].imports).toEqual([]);
  return { code: output[0].code, modules: output[0].moduleIds.filter((id) => id.includes('@florin/sdk')) };
}

const gzipped = (code: string) =>
  gzipSync(minifySync(code, { module: true, compress: true, mangle: true }).code).length;

describe('the packed SDK in a bundle', () => {
  test('is under 10 KB gzipped with everything, and has nothing of the testing kit', async () => {
    const { code, modules } = await bundle(`export * from '@florin/sdk';`);
    expect(gzipped(code)).toBeLessThan(10_000);
    expect(modules.filter((id) => /testing|contract-rules/.test(id))).toEqual([]);
  });

  test('leaves out what is not used', async () => {
    const { code, modules } = await bundle(`export { verifyWebhook } from '@florin/sdk';`);
    expect(modules.map((id) => id.split('/esm/')[1])).toEqual(['webhooks.js']);
    expect(gzipped(code)).toBeLessThan(1_500);
  });

  test('works where there is nothing but the web’s own globals, as at the edge', async () => {
    const entry = `
      import { Florin } from '@florin/sdk';
      import { FakeFlorin, newWebhookSecret, signWebhook } from '@florin/sdk/testing';
      import { verifyWebhook } from '@florin/sdk';
      export async function journey() {
        const { apiKey, baseUrl, fetch } = new FakeFlorin();
        const florin = new Florin({ apiKey, baseUrl, fetch });
        const { id } = await florin.accounts.create({ initial_balance: 100 });
        await florin.transactions.debit({ account_id: id, amount: 50 });
        const secret = newWebhookSecret();
        const { payload, headers } = await signWebhook({ payload: { id: 'evt_1' }, secret });
        const event = await verifyWebhook({ payload, headers, secret });
        return [(await florin.accounts.balance(id)).balance, event.id].join(' ');
      }`;
    const { code } = await bundle(entry, 'iife');
    const web = {
      ...{ AbortController, AbortSignal, FormData, Headers, Request, Response, URL, URLSearchParams },
      ...{ TextDecoder, TextEncoder, atob, btoa, clearTimeout, crypto, setTimeout, structuredClone },
    };
    const context = createContext(web);
    expect(await runInContext(`${code};bundle.journey()`, context)).toBe('50 evt_1');
    expect(runInContext('typeof process + typeof require + typeof Buffer', context)).toBe(
      'undefinedundefinedundefined',
    );
  });
});
