import { ensureDerivedRoles } from '@florin/database';
import {
  describeKafka,
  describePostgres,
  describeRedis,
  ensureKafkaJars,
  ensureRedisServer,
  freePort,
  freePorts,
  postgresUrl,
} from '@florin/processes';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPlace, startPrivately } from './private-program.ts';
import type { Place, PrivateProgram } from './private-program.ts';

export type PrivateRedis = PrivateProgram & { url: string };
export type PrivateKafka = PrivateProgram & { broker: string };
export type PrivatePostgres = PrivateProgram & { url: string };

const silently = () => undefined;

/** Independent Redis nodes, as Redlock wants them. */
export async function startRedisNodes(count: number): Promise<PrivateRedis[]> {
  ensureRedisServer(silently);
  const ports = await freePorts(count);
  return Promise.all(
    ports.map(async (port, index) => {
      const name = `redis-${index + 1}`;
      const place = openPlace(name);
      const program = await startPrivately(place, () => describeRedis({ name, port, ...place }));
      return { ...program, url: `redis://127.0.0.1:${port}` };
    }),
  );
}

/** A broker with no topics; ready in about 6 s. */
export async function startKafka(): Promise<PrivateKafka> {
  const jars = await ensureKafkaJars(silently);
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const place = openPlace('kafka');
  const program = await startPrivately(place, () => describeKafka({ jars, port, controllerPort, ...place }));
  return { ...program, broker: `127.0.0.1:${port}` };
}

/** A server with its usual durability, all roles and an empty database named florin. */
export function startPostgres(
  settings?: Record<string, string>,
  { roles = true } = {},
): Promise<PrivatePostgres> {
  return startPostgresAt(openPlace('postgres'), settings, roles);
}

export type SmallDisk = PrivatePostgres & {
  /** Writes a file until nothing more fits beside the database. */
  fill(): void;
  /** Removes that file. */
  clear(): void;
};

/**
 * The same with its data on a disk of its own of 300 MB, in memory. Throws where this process may not mount one, neither as
 * root nor by `sudo`.
 */
export async function startPostgresOnSmallDisk(): Promise<SmallDisk> {
  const place = openPlace('postgres');
  const disk = join(place.directory, 'cluster');
  mkdirSync(disk);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...command: string[]) => {
    const [program = '', ...args] = [...asRoot, ...command];
    return spawnSync(program, args, { encoding: 'utf8' });
  };
  const owner = `uid=${process.getuid?.()},gid=${process.getgid?.()}`;
  const mounted = run('mount', '-t', 'tmpfs', '-o', `size=300m,mode=0777,${owner}`, 'tmpfs', disk);
  if (mounted.status !== 0) {
    const reason = (mounted.stderr || String(mounted.error)).trim();
    throw new Error(`No small disk can be mounted here: ${reason}`);
  }
  const server = await startPostgresAt(place, { min_wal_size: '32MB', max_wal_size: '48MB' });
  const filler = join(disk, 'filler');
  return {
    ...server,
    fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']),
    clear: () => rmSync(filler, { force: true }),
    async stop() {
      await server.end();
      run('umount', disk);
      await server.stop();
    },
  };
}

async function startPostgresAt(
  place: Place,
  settings?: Record<string, string>,
  roles = true,
): Promise<PrivatePostgres> {
  const port = await freePort();
  const directory = join(place.directory, 'cluster');
  const options = { directory, port, logFile: place.logFile, ...(settings ? { settings } : {}) };
  const program = await startPrivately(place, () => describePostgres(options));
  const url = postgresUrl({ directory, port });
  if (roles) await ensureDerivedRoles(url);
  return { ...program, url };
}
