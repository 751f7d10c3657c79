/**
 * `npm run build -w @florin/sdk` builds the published package in libs/sdk/dist, or in the directory given as argument. Run
 * `npm pack` there. In the workspace `@florin/sdk` is its TypeScript source, so development does not need this build.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import { publishedManifest } from './published-manifest.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sdk = join(root, 'libs', 'sdk');
/** Tests build into folders of their own, so that two of them can run concurrently. */
const dist = process.argv[2] ?? join(sdk, 'dist');

rmSync(dist, { recursive: true, force: true });
compile(join(root, 'libs'), ['index.ts', 'testing/index.ts'], dist);
const manifest = publishedManifest(JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')));
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ['README.md', 'CHANGELOG.md']) copyFileSync(join(sdk, name), join(dist, name));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
console.log(`Built ${manifest.name} ${manifest.version} in ${dist}`);
