import { fromRoot, nodeBinary, repositoryRoot, SetupProblem, unpackRevision } from '@florin/processes';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Credentials } from '../credentials.ts';
import type { Say } from '../narration.ts';
import type { ClusterSettings } from './cluster-settings.ts';

const run = promisify(execFile);
/** npm links about a thousand packages, on cores that a cluster may share. */
const installsWithinMs = 15 * 60_000;

type Place = Pick<ClusterSettings, 'directory'>;

/**
 * The checkout whose code a process of an app runs: that of an earlier release, as long as a rolling upgrade has not replaced the
 * process, otherwise this one. It is read at each start of the process.
 */
export function releaseOf(cluster: Place, name: string): string {
  const file = fileOf(cluster, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : repositoryRoot;
}

/** From its next start on the process runs the code of this checkout. */
export function upgrade(cluster: Place, name: string): void {
  rmSync(fileOf(cluster, name), { force: true });
}

/** All processes run the code of this release; without one, that of this checkout. */
export function setReleases({ directory, instances }: ClusterSettings, release: string | undefined): void {
  rmSync(join(directory, 'releases'), { recursive: true, force: true });
  if (release === undefined) return;
  mkdirSync(join(directory, 'releases'), { recursive: true });
  for (const { name } of instances) writeFileSync(fileOf({ directory }, name), `${release}\n`);
}

const fileOf = ({ directory }: Place, name: string): string => join(directory, 'releases', name);

/** What `florin_build_info` shows of the processes that run the code of this folder; empty without git. */
export function revisionOf(release: string): string {
  return release === repositoryRoot ? (commitOf('HEAD') ?? '') : basename(release);
}

/** The last tag, which a release has; undefined without git or without a tag. */
export function lastRelease(): string | undefined {
  const { status, stdout } = spawnSync('git', ['describe', '--tags', '--abbrev=0'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Returns a folder with the code of a revision and its own packages. It is made once for each commit. */
export async function checkOut(revision: string, say: Say): Promise<string> {
  const commit = commitOf(revision);
  if (commit === undefined) throw new SetupProblem(`git knows no revision ${revision}.`);
  const folder = fromRoot('.local', 'releases', commit);
  if (existsSync(folder)) return folder;
  say(`installing the packages of ${revision} (once)`);
  return unpackRevision(commit, folder, { complete: (unpacked) => installPackages(unpacked, revision) });
}

async function installPackages(folder: string, revision: string): Promise<void> {
  const args = ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', args, { cwd: folder, timeout: installsWithinMs }).catch((error: unknown) => {
    throw new SetupProblem(
      `npm could not install the packages of ${revision}: ${String(error).slice(0, 500)}`,
    );
  });
}

/** A release brings the schemas up to its own date, and makes a tenant and its keys, by the operators' tool as it was then. */
export async function prepareByRelease(
  release: string,
  urls: { url: string; ownerUrl: string },
  known: Credentials,
): Promise<Credentials> {
  const admin = async (url: string, ...args: string[]): Promise<string> => {
    const program = join(release, 'tools', 'admin', 'src', 'main.ts');
    const env = { ...process.env, DATABASE_URL: url };
    return (await run(nodeBinary, [program, ...args], { cwd: release, env })).stdout;
  };
  const answerOf = async (...args: string[]): Promise<Record<string, string>> =>
    JSON.parse(await admin(urls.url, ...args, '--json'));
  await admin(urls.ownerUrl, 'migrate');
  if (known.api_key !== undefined) return known;
  const { tenant_id: tenant = '' } = await answerOf('create-tenant', '--name', 'Development');
  const keyOf = (name: string, ...more: string[]) =>
    answerOf('create-key', '--tenant', tenant, '--name', name, ...more);
  const { api_key: key } = await keyOf('npm run cluster');
  const { api_key: fraudKey } = await keyOf('fraud app', '--scopes', 'accounts:freeze,transactions:read');
  if (key === undefined || fraudKey === undefined) throw new Error('the release made no key');
  return { ...known, tenant_id: tenant, api_key: key, fraud_api_key: fraudKey };
}

function commitOf(revision: string): string | undefined {
  const args = ['rev-parse', '--verify', '--quiet', '--short=12', `${revision}^{commit}`];
  const { status, stdout } = spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
