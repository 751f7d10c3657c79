import { runParameterized, type Database } from '@florin/database';
import { fromRoot } from '@florin/processes';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine and the versions that figures were measured with. */
export type Machine = {
  at: string;
  git: string;
  /** True when files differed from that commit. */
  changed: boolean;
  cores: number;
  cpu: string | undefined;
  memoryGb: number;
  node: string;
  postgres: string;
  redis: string | undefined;
  mikroOrm: string;
  fastify: string;
};

export function describeMachine({ postgresVersion }: { postgresVersion: string }): Machine {
  return {
    at: new Date().toISOString(),
    git: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain', '--untracked-files=no') !== '',
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim(),
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    postgres: postgresVersion,
    redis: /v=([\d.]+)/.exec(
      spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout ?? '',
    )?.[1],
    mikroOrm: versionOf('@mikro-orm/core'),
    fastify: versionOf('fastify'),
  };
}

/** The server's own version, such as "18.4". */
export async function postgresVersionOf(database: Database): Promise<string> {
  const rows = await database.read((em) =>
    runParameterized<{ server_version: string }>(em, 'show server_version', []),
  );
  return rows[0]!.server_version;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: fromRoot(), encoding: 'utf8' }).trim();
}

function versionOf(name: string): string {
  const manifest = readFileSync(fromRoot('node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Writes `bench/<name>.json`, which `npm run bench -- document` reads. */
export function writeResults(name: string, results: object): void {
  mkdirSync(fromRoot('bench'), { recursive: true });
  writeFileSync(fromRoot('bench', `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}

export type Say = (line: string) => void;

/** Prints lines with the seconds since the start. */
export function sayWithTime(): Say {
  const startedAt = performance.now();
  return (line) => {
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  };
}
