import {
  type AppName,
  fromRoot,
  givenServices,
  type PythonPrograms,
  type ServiceUrls,
  SetupProblem,
} from '@florin/processes';
import { join } from 'node:path';

export type StackSettings = {
  /** Holds data, logs, credentials and process records. Each stack has its own. */
  directory: string;
  logDirectory: string;
  runDirectory: string;
  postgresPort: number;
  redisPorts: number[];
  kafkaPort: number;
  kafkaControllerPort: number;
  appPorts: Record<AppName, number>;
  /** Services that run elsewhere. They are not started here. */
  given: Partial<ServiceUrls>;
  parts: Parts;
  /** Programs from PyPI for parts that the machine lacks. Only `--full` may install them. */
  python: PythonPrograms;
};

/** Which services a stack has beside PostgreSQL; the commands of developers need all. */
export type Parts = { redis: boolean; kafka: boolean };

/** Whether the bank runs on PostgreSQL and Node alone. All apps are one process then. */
export const isLight = ({ parts }: Pick<StackSettings, 'parts'>): boolean => !parts.redis && !parts.kafka;

/** Settings of PostgreSQL in the light form. A small bank's hot rows fit into a quarter of the usual buffers. */
export const lightPostgres = { shared_buffers: '32MB' };

/** Below 32768: from there on Linux uses ports for outgoing connections, which could occupy one before a start. */
const defaultPorts = { postgres: 15432, redis: 16390, kafka: 19092 };

export function readSettings(env: Record<string, string | undefined> = process.env): StackSettings {
  const port = (name: string, fallback: number) => readPort(name, env[name], fallback);
  const directory = env['FLORIN_LOCAL'] || fromRoot('.local');
  const kafkaPort = port('KAFKA_PORT', defaultPorts.kafka);
  return {
    directory,
    logDirectory: join(directory, 'logs'),
    runDirectory: join(directory, 'run'),
    postgresPort: port('POSTGRES_PORT', defaultPorts.postgres),
    redisPorts: [0, 1, 2].map((offset) => port('REDIS_PORT', defaultPorts.redis) + offset),
    kafkaPort,
    kafkaControllerPort: kafkaPort + 1,
    appPorts: {
      api: port('PORT', 3000),
      fraud: port('FRAUD_PORT', 3001),
      notifications: port('NOTIFICATIONS_PORT', 3002),
      analytics: port('ANALYTICS_PORT', 3003),
      worker: port('WORKER_PORT', 3004),
    },
    given: givenServices(env),
    parts: { redis: true, kafka: true },
    python: { directory: join(directory, 'python'), mayInstall: false },
  };
}

function readPort(name: string, value: string | undefined, fallback: number): number {
  if (!value) return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SetupProblem(`${name} must be a port between 1 and 65535, and is "${value}".`);
}
