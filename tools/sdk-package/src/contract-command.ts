/**
 * `npm run contract` says whether clients of the released contract still work with today's; exit code 1 when not.
 * `npm run contract -- release` makes today's the released one, if so: part of every release of the SDK.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { compatibilityOf, releasedContract } from './contract-compatibility.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const [order] = process.argv.slice(2);
if (order !== undefined && order !== 'release') {
  console.error('Usage: npm run contract [-- release]');
  process.exit(2);
}
const { kept, words } = compatibilityOf(root, console.log);
console.log(words);
if (kept && order === 'release') {
  copyFileSync(join(root, 'openapi.yaml'), join(root, releasedContract));
  console.log(`Released: ${releasedContract}`);
}
process.exitCode = kept ? 0 : 1;
