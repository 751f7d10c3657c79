import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildOnce } from '@florin/site-build';
import { pageSources, readSections, root } from './pages.ts';
import { readReference } from './reference-text.ts';
import { scalarScript } from './scalar-script.ts';
import type { Scripts } from './site-config.ts';
import { writeAsset, writePages } from './stage.ts';

const project = join(import.meta.dirname, '..');

/** Builds the documentation's files into `dist/current`, unless they are up to date. */
export function buildDocs(): Promise<'built' | 'unchanged'> {
  return buildOnce({
    root,
    dist: join(project, 'dist'),
    sources: [
      ...pageSources,
      'docs/**/*.{svg,png}',
      'openapi.yaml',
      'apps/docs/package.json',
      'apps/docs/{build,public,theme}/**/*.*',
      'package-lock.json',
    ],
    build: buildFiles,
  });
}

async function buildFiles(draft: string): Promise<void> {
  // A folder for this process alone: VitePress writes beside its settings.
  const folder = `${draft}-pages`;
  rmSync(folder, { recursive: true, force: true });
  writePages(folder, readSections(), readReference());
  const scripts: Scripts = {
    first: writeAsset(folder, 'first', readFileSync(join(project, 'theme/first.js'))),
    scalar: writeAsset(folder, 'scalar', await scalarScript()),
  };
  writeSettings(join(folder, '.vitepress'), scripts);
  const { build } = await import('vitepress');
  await build(folder);
  renameSync(join(folder, 'out'), draft);
  rmSync(folder, { recursive: true });
}

/** VitePress reads its settings and the theme from files of this folder. They only name ours. */
function writeSettings(folder: string, scripts: Scripts): void {
  const settings = pathToFileURL(join(project, 'build/site-config.ts')).href;
  const theme = relative(join(folder, 'theme'), join(project, 'theme/index.ts'));
  mkdirSync(join(folder, 'theme'), { recursive: true });
  writeFileSync(join(folder, 'theme/index.ts'), `export { theme as default } from '${theme}';\n`);
  const config = [
    // A variable, because Vite would bundle what a literal names.
    `const settings = '${settings}';`,
    'const { siteConfig } = await import(settings);',
    `export default siteConfig(${JSON.stringify(scripts)});`,
    '',
  ];
  writeFileSync(join(folder, 'config.mjs'), config.join('\n'));
}
