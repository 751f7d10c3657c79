import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute, packPackage } from '@florin/testing';

const root = join(import.meta.dirname, '..', '..', '..');

/** The packages that third parties install with the SDK. They are linked from the workspace, so that nothing is downloaded. */
const furtherPackages = [
  'openapi-fetch',
  'openapi-typescript-helpers',
  'typescript',
  '@types/node',
  'undici-types',
  'express',
  '@types/express',
  'kafkajs',
];

export type ThirdPartyProject = {
  directory: string;
  /** Type-checks files or, with a tsconfig.json of its own, a folder below; returns the compiler's output. */
  typeCheck(args: readonly string[], folder?: string): string;
  remove(): void;
};

/** Creates a folder outside the workspace with the published SDK, unpacked from its tarball. */
export function createThirdPartyProject(): ThirdPartyProject {
  const directory = mkdtempSync(join(tmpdir(), 'florin-third-party-'));
  const sdk = join(directory, 'node_modules', '@florin', 'sdk');
  mkdirSync(sdk, { recursive: true });
  execute(directory, 'tar', '-xzf', packPackage('sdk').tarball, '-C', sdk, '--strip-components=1');
  for (const name of furtherPackages) {
    const link = join(directory, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(installed(name), link);
  }
  const compiler = join(directory, 'node_modules', 'typescript', 'bin', 'tsc');
  return {
    directory,
    typeCheck: (args, folder = '.') => attempt(join(directory, folder), process.execPath, compiler, ...args),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The folder in which npm has installed a package: at the root, or in the package that needs it. */
function installed(name: string): string {
  const places = ['', 'tools/documents', 'libs/messaging'].map((pkg) =>
    join(root, pkg, 'node_modules', name),
  );
  const place = places.find((each) => existsSync(each));
  if (!place) throw new Error(`${name} is not installed: npm ci brings it.`);
  return place;
}

function attempt(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}
