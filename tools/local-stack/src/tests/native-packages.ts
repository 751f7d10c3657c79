import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The global function by which a test file reaches what its worker process has loaded: `test-environment.ts` sets it. */
export const loadNatively = Symbol.for('florin.loadNatively');

type Options = { supportsStaticESM: boolean };

const require = createRequire(import.meta.url);
const ownSource = readFileSync(import.meta.filename);

/**
 * A transformer for jest. It replaces a package's module with one that passes on what the worker process has loaded: Node
 * loads the package once for all test files of a worker, instead of jest for each of them.
 */
const nativePackages = {
  /** The exports of the same source may depend on the package's other files, whose version the path does not show. */
  getCacheKey(source: string, path: string, { supportsStaticESM }: Options): string {
    const hash = createHash('sha256').update(ownSource).update(source).update(path);
    return hash.update(String(supportsStaticESM)).update(exportsOf(path).join()).digest('hex');
  },
  process(_source: string, path: string, { supportsStaticESM }: Options): { code: string } {
    const load = `globalThis[Symbol.for('${loadNatively.description}')](${JSON.stringify(path)})`;
    if (!supportsStaticESM) return { code: `module.exports = ${load};` };
    const names = exportsOf(path).map((name) => JSON.stringify(name));
    const values = names.map((name, index) => `const value${index} = loaded[${name}];`);
    const list = names.map((name, index) => `value${index} as ${name}`);
    return { code: [`const loaded = ${load};`, ...values, `export { ${list.join(', ')} };`].join('\n') };
  },
};

/** Node adds `__esModule` to what `require` returns for an ES module. */
function exportsOf(path: string): string[] {
  const loaded: object = require(path);
  return Object.keys(loaded).filter((name) => name !== '__esModule');
}

/** @public Jest takes a transformer by its default export. */
// eslint-disable-next-line no-restricted-exports
export default nativePackages;
