/**
 * `npm run build -w @florin/cli` builds the published package in tools/cli/dist, or in the directory given as argument.
 * Run `npm pack` there. `npm run check` checks the types; this program only strips them, for Node 20.
 */
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { publishedManifest } from './published-manifest.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const cli = join(root, 'tools', 'cli');
const dist = process.argv[2] ?? join(cli, 'dist');
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

rmSync(dist, { recursive: true, force: true });
const sources = globSync('src/**/*.ts', { cwd: cli }).filter(
  (path) => !path.endsWith('.test.ts') && !path.startsWith(join('src', 'packaging')),
);
for (const path of sources) {
  const text = readFileSync(join(cli, path), 'utf8');
  const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions });
  const target = join(dist, path.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
chmodSync(join(dist, 'src', 'main.js'), 0o755);
const manifest = publishedManifest(JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')));
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(join(cli, 'README.md'), join(dist, 'README.md'));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
console.log(`Built ${manifest.name} ${manifest.version} in ${dist}`);
