/**
 * `npm run build -w @florin/sdk`: makes libs/sdk/dist, the package as it is published. `npm pack` it from there.
 * Another directory may be named. In the workspace `@florin/sdk` stays its TypeScript source; nothing in development waits for this.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import { publishedManifest } from './published-manifest.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sdk = join(root, 'libs', 'sdk');
/** Tests that pack it build into a folder of their own: two of them at once must not meet. */
const dist = process.argv[2] ?? join(sdk, 'dist');

rmSync(dist, { recursive: true, force: true });
compile(join(sdk, 'src'), ['index.ts', 'testing/index.ts'], dist);
const manifest = publishedManifest(JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')));
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ['README.md', 'CHANGELOG.md']) copyFileSync(join(sdk, name), join(dist, name));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
console.log(`Built ${manifest.name} ${manifest.version} in ${dist}`);
