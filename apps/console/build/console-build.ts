import { join } from 'node:path';
import { buildOnce } from '@florin/site-build';

const project = join(import.meta.dirname, '..');

/** Builds the console's files into `dist/current`, unless they are up to date. */
export function buildConsole(): Promise<'built' | 'unchanged'> {
  return buildOnce({
    root: join(project, '..', '..'),
    dist: join(project, 'dist'),
    // The console, the SDK, the list of currencies, and the versions of all packages.
    sources: [
      'apps/console/{index.html,package.json}',
      'apps/console/{build,public,src}/**/*.*',
      'libs/{sdk,rules}/src/**/*.ts',
      'package-lock.json',
    ],
    build: buildFiles,
  });
}

async function buildFiles(draft: string): Promise<void> {
  // Only now: Vite takes half a second to load.
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: project,
    base: '/console/',
    logLevel: 'error',
    // Without both, a build that a test starts (NODE_ENV is `test`) has React for development, half as large again.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    // Their builds for browsers, which carry a `Buffer`.
    resolve: {
      alias: {
        'csv-parse/sync': 'csv-parse/browser/esm/sync',
        'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
      },
    },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir: draft,
      target: ['chrome123', 'firefox128', 'safari17.5'],
      // Data in URLs and the polyfill would be inline code.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
}
