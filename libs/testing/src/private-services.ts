import {
  describeKafka,
  describePostgres,
  describeRedis,
  ensureKafkaJars,
  ensureRedisServer,
  freePort,
  freePorts,
  postgresUrl,
} from '@florin/local-stack';
import { join } from 'node:path';
import { openPlace, startPrivately } from './private-program.ts';
import type { PrivateProgram } from './private-program.ts';

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

/** A server with its usual durability and an empty database named florin. */
export async function startPostgres(settings?: Record<string, string>): Promise<PrivatePostgres> {
  const port = await freePort();
  const place = openPlace('postgres');
  const directory = join(place.directory, 'cluster');
  const options = { directory, port, logFile: place.logFile, ...(settings ? { settings } : {}) };
  const program = await startPrivately(place, () => describePostgres(options));
  return { ...program, url: postgresUrl({ directory, port }) };
}
